"""One visitor of the lab: what he asks, what he looks at, what is new to him of that."""

import json
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from pages.ui.training_service.job import Job, Subscription
from pages.ui.training_service.queue import QueueFull, TrainingQueue
from pages.ui.training_service.snapshots import NO_SNAPSHOT, message
from pages.ui.training_service.training_job import TrainingJob
from pages.ui.wire import packed


def header(queue: TrainingQueue, job: Job, run: str) -> dict[str, Any]:
    """What a message says of a job as a whole; `run` names it."""
    wanted, used = job.training.dataset, job.actual.dataset
    loading = queue.datasets.progress(used) if job.state == "loading" else None
    return {
        "run": run,
        "state": job.state,
        "fault": job.fault,
        "share": round(job.share, 4),
        "seconds": round(job.seconds, 2),
        "left": None if job.seconds_left is None else round(job.seconds_left, 1),
        "place": queue.place(job),
        "waiting": queue.waiting,
        "watchers": len(job.subscriptions),
        "dataset": used,
        "loading": loading and {"share": round(loading[0], 4), "file": loading[1]},
        "fallback": None if used == wanted else _fallback(queue, wanted, used),
        "seeds": len(job.training.seeds),
    }


def _fallback(queue: TrainingQueue, wanted: str, used: str) -> dict[str, str]:
    reason = queue.datasets.why_unavailable(wanted) or "network"
    return {"wanted": wanted, "used": used, "reason": reason}


class Command(NamedTuple):
    """What a visitor's message asks."""

    do: Literal["watch", "train", "stop", "look"]
    training: Any = None
    lane: int = 0
    step: float | None = None  # of the moment that is looked at; None: of the newest


def parse_command(text: str, read: Callable[[str], Any]) -> Command | None:
    """What a message asks; None where it is not one of ours. `read` gives the training of a link.

    `{do: "watch" | "train", link}`, `{do: "stop"}` or `{do: "look", lane, step}`.
    """
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match told:
        case {"do": "watch" | "train" as what, "link": str(link)}:
            return Command(what, read(link))
        case {"do": "stop"}:
            return Command("stop")
        case {"do": "look", "lane": int(lane)} if lane >= 0:
            step = told.get("step")
            return Command("look", lane=lane, step=step if isinstance(step, int | float) else None)
    return None


class Session:
    """One connection: what it looks at, and what it has of that. `name` names a training.

    What it begins takes the turns of its `visitor`, who may have other connections.
    """

    def __init__(self, queue: TrainingQueue, name: Callable[[Any], str], visitor: str = "") -> None:
        self.queue, self.name, self.visitor = queue, name, visitor
        self.training: Any = None
        self.run = ""  # names the training
        self.job: Job | None = None
        self.subscription: Subscription | None = None
        self.selected_lane = 0
        self.selected_step: float | None = None  # None: the newest
        self._answer: bytes | None = None  # that is due; a later one replaces it
        self._forget_sent()

    def _forget_sent(self) -> None:
        self._sent_snapshot = NO_SNAPSHOT
        self._sent_header: dict[str, Any] = {}
        self._sent_findings: dict[tuple[str, int | None], Any] = {}  # by kind and lane

    def handle(self, command: Command) -> None:
        """Does what is asked; `pending_messages` tell what came of it."""
        if command.training:
            self._turn_to(command.training, begins=command.do == "train")
        elif command.do == "look":
            self.selected_lane, self.selected_step = command.lane, command.step
            if self.subscription:
                self.subscription.lane = command.lane
        elif command.do == "stop" and self.job and self.subscription and self.job.active:
            self._stop(self.job)

    def _turn_to(self, training: Any, begins: bool) -> None:
        run = self.name(training)
        try:
            job = self.queue.train(training, self.visitor) if begins else self.queue.find(training)
        except QueueFull:
            self._set_answer(run, "full")
            return
        if job is not self.job:
            self.leave(stop=begins)
        self.training, self.run = training, run
        self._forget_sent()
        if job:
            self._join(job)
        else:
            self._set_answer(run, "none")

    def _join(self, job: Job) -> None:
        if self.subscription is None or self.subscription.job is not job:
            self.leave()
            self.job, self.subscription = job, self.queue.subscribe(job, self.selected_lane)
            self._forget_sent()

    def _stop(self, job: Job) -> None:
        """Ends what nobody else watches. Where others do, it is not shown here any more."""
        others = len(job.subscriptions) > 1
        self.leave(stop=True)
        self.training = None
        if others:
            self._set_answer(self.run, "left")
        else:
            self.job = job  # to see its end

    def leave(self, stop: bool = False) -> None:
        """Looks at nothing any more."""
        if self.subscription:
            self.subscription.leave(stop)
        self.job = self.subscription = None

    def _set_answer(self, run: str, state: Literal["none", "full", "left"]) -> None:
        self._answer = packed({"run": run, "state": state})

    @property
    def follows(self) -> bool:
        """Whether something may be new though no job has begun, ended or changed places."""
        job = self.job
        return job is not None and (
            job.active or len(job.subscriptions) != self._sent_header.get("watchers")
        )

    def pending_messages(self) -> list[bytes]:
        """The messages that are due: none where nothing is new."""
        due, self._answer = [self._answer] if self._answer else [], None
        begun = self.queue.find(self.training) if self.training else None
        if begun and begun is not self.job:  # by somebody else
            self._join(begun)
        return due if self.job is None else [*due, *self._news(self.job)]

    def _news(self, job: Job) -> list[bytes]:
        """What is new of it."""
        assert isinstance(job, TrainingJob)
        lane, now = self.selected_lane, header(self.queue, job, self.run)
        found = {  # by kind, and the lane that it is of
            ("predictions", lane): job.predictions_at(lane, self.selected_step),
            ("inside", lane): job.insides.found.get(lane),
            ("ensemble", None): job.ensemble.found,
        }
        snapshot = job.history.latest  # after the header: where that tells the end, it is the last
        news = {
            key: each
            for key, each in found.items()
            if each is not None and self._sent_findings.get(key) is not each
        }
        if snapshot.number == self._sent_snapshot and now == self._sent_header and not news:
            return []
        told = now | {kind: each for (kind, _), each in news.items()}
        news_of_it = message(told, snapshot, self._sent_snapshot)
        self._sent_snapshot, self._sent_header = snapshot.number, now
        self._sent_findings |= news
        return [news_of_it]
