"""The roles of the office, each in its lane."""

from __future__ import annotations

from enum import StrEnum

from sikao.core.wording import Term


class Lane(StrEnum):
    """What a person's account is for. A person stands in one lane for good: 三员分立.

    The three administrators exclude each other and every business role.
    """

    BUSINESS = "business"
    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _LANES[self]


class Role(StrEnum):
    """A capacity in which a person acts, for one organisation or, where ``whole``, for the whole city."""

    OFFICE_STAFF = "office_staff"
    OFFICE_DIRECTOR = "office_director"
    REPORTER = "reporter"
    SIGNER = "signer"
    VERIFIER = "verifier"
    REVIEWER = "reviewer"
    EXPERT = "expert"
    LEADER = "leader"
    AUDITOR = "auditor"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _ROLES[self][0]

    @property
    def lane(self) -> Lane:
        """The lane of whoever holds it."""
        return _ROLES[self][1]

    @property
    def whole(self) -> bool:
        """Whether it is held for the whole city and not for one organisation."""
        return _ROLES[self][2]

    @property
    def privileged(self) -> bool:
        """Whether it needs a second factor and the shorter idle time."""
        return self not in _PLAIN


_LANES = {
    Lane.BUSINESS: Term("业务", "business"),
    Lane.SYSTEM: Term("系统管理", "system administration"),
    Lane.SECURITY: Term("安全保密管理", "security administration"),
    Lane.AUDIT: Term("审计管理", "audit administration"),
}
_ROLES = {
    Role.OFFICE_STAFF: (Term("考核办工作人员", "assessment office staff"), Lane.BUSINESS, True),
    Role.OFFICE_DIRECTOR: (Term("考核办负责人", "assessment office director"), Lane.BUSINESS, True),
    Role.REPORTER: (Term("填报人", "reporter"), Lane.BUSINESS, False),
    Role.SIGNER: (Term("签审人", "signer"), Lane.BUSINESS, False),
    Role.VERIFIER: (Term("数据核实人", "verifier"), Lane.BUSINESS, False),
    Role.REVIEWER: (Term("联审人", "reviewer"), Lane.BUSINESS, True),
    Role.EXPERT: (Term("专家", "expert"), Lane.BUSINESS, True),
    Role.LEADER: (Term("评价领导", "rating leader"), Lane.BUSINESS, True),
    Role.AUDITOR: (Term("审计监督人员", "auditor"), Lane.BUSINESS, True),
    Role.SYSTEM_ADMIN: (Term("系统管理员", "system administrator"), Lane.SYSTEM, True),
    Role.SECURITY_ADMIN: (Term("安全保密管理员", "security administrator"), Lane.SECURITY, True),
    Role.AUDIT_ADMIN: (Term("审计管理员", "audit administrator"), Lane.AUDIT, True),
}
_PLAIN = frozenset({Role.REPORTER, Role.VERIFIER, Role.EXPERT, Role.REVIEWER})
