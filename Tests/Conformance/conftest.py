import tempfile

import pytest

from live_service import COMMUNES, DESKS, PROCEDURES, Service


@pytest.fixture(scope="session")
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
