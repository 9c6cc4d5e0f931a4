"""State machines in plain Django: a state moves by one guarded UPDATE, and leaves its trace."""

from django.db import models, transaction

from core.journal import record


class IllegalTransition(Exception):
    """The row was not in a state from which this move is allowed."""


class Stateful(models.Model):
    """A row whose `state` moves only along FLOW, once, whoever else is trying."""

    FLOW: dict[str, tuple[str, ...]]

    class Meta:
        abstract = True

    def can_become(self, target):
        return target in self.FLOW.get(self.state, ())

    @transaction.atomic
    def move_to(self, target, *, by=None, why="", only_from=None, **changes):
        """Check, lock and write at once: of two that try, one wins, the other is told.

        A verb whose target can be reached from several states may name the one it leaves.
        """
        before = self._leave_for(target, only_from, changes)
        if before is None:
            raise IllegalTransition(f"{self._meta.label} {self.pk}: {self.state} → {target}")
        self.state = target
        self._take_over(changes)
        record("move", self, by=by, before=str(before), after=str(target), why=why)

    def _leave_for(self, target, source, changes):
        """The state that was left, or None. Ours is tried first, then the one really stored,
        which is None too when somebody has deleted the row."""
        row = type(self)._base_manager.filter(pk=self.pk)
        for _ in range(2):
            here = row.filter(state=self.state)
            leaves = self.can_become(target) and source in (None, self.state)
            if leaves and here.update(state=target, **changes):
                return self.state
            self.state = row.values_list("state", flat=True).first()
        return None

    def _take_over(self, changes):
        computed = [name for name, value in changes.items() if hasattr(value, "resolve_expression")]
        for name in changes.keys() - set(computed):
            setattr(self, name, changes[name])
        if computed:
            self.refresh_from_db(fields=computed)
