"""The folder that is watched: looked at by one at a time, and waited for."""
