"""BM25 on an OpenSearch cluster, for a corpus that outgrows a machine, or several replicas of the bot."""

from index.engines.cluster.engine import ClusterEngine

__all__ = ["ClusterEngine"]
