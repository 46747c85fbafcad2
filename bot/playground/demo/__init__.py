"""The demo: people and chats to begin with, a page in the browser, and the real bot as a child process."""
