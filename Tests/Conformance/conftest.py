import tempfile

import pytest

from live_service import COMMUNES, DESKS, PROCEDURES, Service


# One for each file of tests, so that none depends on what another registered.
@pytest.fixture(scope="module")
def service():
    with tempfile.TemporaryDirectory(prefix="hailong-api-") as folder:
        service = Service(folder)
        service.load("communes", COMMUNES)
        service.load("desks", DESKS)
        service.load("procedures", PROCEDURES)
        service.start()
        try:
            yield service
        finally:
            service.stop()
