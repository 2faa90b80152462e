"""What is counted, for Prometheus; needs the extra `[metrics]`, and is imported only where a health port is set."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.answer_log import AnswerEntry
from bot.health import Health
from bot.pacing import Reason
from bot.tally import Place

CONTENT_TYPE = CONTENT_TYPE_LATEST

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""An answer takes milliseconds; what is above half a second has waited."""


class Metrics:
    """Counters, and gauges that are set when somebody looks."""

    def __init__(self) -> None:
        """Start at nothing, in a registry of its own."""
        self._registry = CollectorRegistry()
        self._answers = Counter("kankei_answers", "Answers given", ("status", "surface"), registry=self._registry)
        self._seconds = Histogram(
            "kankei_answer_seconds",
            "From the arrival of a question to its reply, waiting included",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._refused = Counter(
            "kankei_refused", "Questions that were not let in", ("reason",), registry=self._registry
        )
        self._errors = Counter("kankei_errors", "Unexpected errors", ("place",), registry=self._registry)
        self._latency = Gauge(
            "kankei_gateway_latency_seconds", "From a heartbeat to its answer", ("shard",), registry=self._registry
        )
        self._shards = Gauge("kankei_shards", "Shards of this process", registry=self._registry)
        self._connected = Gauge("kankei_shards_connected", "Shards that are connected", registry=self._registry)
        self._in_hand = Gauge("kankei_questions_in_hand", "Questions without a reply yet", registry=self._registry)

    def answered(self, entry: AnswerEntry) -> None:
        """There is an answer."""
        self._answers.labels(status=entry.status, surface=entry.surface).inc()
        self._seconds.observe(entry.duration_ms / 1000)

    def refused(self, reason: Reason) -> None:
        """A question was not let in."""
        self._refused.labels(reason=reason).inc()

    def failed(self, place: Place) -> None:
        """Something unexpected went wrong."""
        self._errors.labels(place=place).inc()

    def render(self, health: Health) -> bytes:
        """Everything as Prometheus reads it."""
        self._latency.clear()
        for shard, seconds in health.latencies.items():
            self._latency.labels(shard=str(shard)).set(seconds)
        self._shards.set(len(health.shards))
        self._connected.set(sum(health.shards.values()))
        self._in_hand.set(health.in_hand)
        return generate_latest(self._registry)
