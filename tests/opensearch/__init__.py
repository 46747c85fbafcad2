"""A real OpenSearch of three nodes for the tests of what stands on one."""
