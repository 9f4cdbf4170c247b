"""What the database itself refuses about people and grants, whatever the program or somebody beside it does.

One column holds a person's lane, so the three administrators exclude each other and every business role.
"""

from __future__ import annotations

from sikao.office.groundwork.registered import Guard

_LANE_OF = "(SELECT lane FROM accounts_person WHERE ref = NEW.person_id)"
_OF_GRANT = "(SELECT {} FROM accounts_grant WHERE ref = NEW.grant_id)"

GUARDS = (
    Guard(
        "accounts_person_lane_stays",
        "accounts_person",
        "UPDATE",
        "NEW.lane <> OLD.lane OR NEW.ref <> OLD.ref",
        "the lane of a person never changes",
    ),
    Guard("accounts_person_stays", "accounts_person", "DELETE", "1 = 1", "people are never deleted"),
    Guard(
        "accounts_grant_lane",
        "accounts_grant",
        "INSERT",
        f"NEW.lane <> {_LANE_OF}",
        "the role belongs to another lane than the person",
    ),
    Guard(
        "accounts_grant_two_persons",
        "accounts_grantconfirmation",
        "INSERT",
        f"NEW.confirmed_by IN ({_OF_GRANT.format('proposed_by')}, {_OF_GRANT.format('person_id')})",
        "a grant is confirmed by somebody else",
    ),
)
