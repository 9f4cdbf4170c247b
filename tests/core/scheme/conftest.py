import pytest

from sikao.core.scheme import read_scheme
from tests.core.scheme.samples import write_sample


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The sample scheme, read once."""
    return read_scheme(write_sample(tmp_path_factory.mktemp("sample"))).scheme
