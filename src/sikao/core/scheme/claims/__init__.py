"""Claims: the policy's sentences as checks of the scheme."""

from sikao.core.scheme.claims.checking import check_claims

__all__ = ["check_claims"]
