"""A question's text → a Question in the words of the sources. Pure but for the owner's glossary files."""
