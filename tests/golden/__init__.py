"""Cases observed on the public Pix platform. PIX_GOLDEN_DIR may name a folder of more of them."""

import json
import os
from pathlib import Path

HERE = Path(__file__).parent


def cases(name):
    """The cases of one file: ours, or those of the folder that is asked for."""
    return read(name)["cases"]


def read(name):
    folder = Path(os.environ.get("PIX_GOLDEN_DIR") or HERE)
    path = folder / name if (folder / name).exists() else HERE / name
    return json.loads(path.read_text(encoding="utf-8"))
