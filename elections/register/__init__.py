"""The register for the commission or a court: materials and editions of an election, on the desk, as XLSX and PDF."""
