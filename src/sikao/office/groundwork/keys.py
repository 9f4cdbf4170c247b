"""Changing the key that signs the journal."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.journal.signing import prepare_key, present_key, use_key
from sikao.office.groundwork.models import Head

ROTATE = "key.rotate"


@action(ROTATE, "key")
def rotate_key(*, actor: Actor, at: datetime) -> str:
    """Sign with a fresh key from now on; returns its id.

    The old key signs the entry that names the new one, so that whoever trusts the old one may trust the new;
    it is then gone. Its public half stays, as receipts that it signed stay valid.
    """
    keys = installation().keys
    # Locked first: of two who change it at once, the second prepares its key when the first is in its place.
    old = Head.objects.select_for_update().get(pk=1).key_id or present_key()
    use_key(keys, old)
    new, public = prepare_key(keys)
    subject = Subject("key", new)
    told = {"key": new, "public_key": public}
    write(actor=actor, at=at, verb=ROTATE, subject=subject, old={"key": old}, new=told)
    Head.objects.filter(pk=1).update(key_id=new)
    transaction.on_commit(lambda: use_key(keys, new))
    return new
