"""Pictures of figures, drawn without a library: rectangles, numbers, and PNG by zlib."""
