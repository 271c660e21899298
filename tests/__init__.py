"""The suite. Its folders mirror the apps; see conftest.py for how the environment and the browser are made."""
