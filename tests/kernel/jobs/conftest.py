"""The fixtures of the tests of jobs."""

from tests.kernel.jobs.processes import address, worker_processes, workers

__all__ = ["address", "worker_processes", "workers"]
