"""Ends well when the web process of this container answers; for Docker's health check."""

import http.client
import sys

if __name__ == "__main__":
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    connection.request("GET", "/sante/vive", headers={"Host": "localhost"})
    sys.exit(connection.getresponse().status != 200)
