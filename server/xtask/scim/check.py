"""Runs scim2-tester against a server: its address is the argument, its token is in SCIM_TOKEN."""

import os
import sys

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server

WELL = {Status.SUCCESS, Status.COMPLIANT, Status.ACCEPTABLE}

http = Client(base_url=sys.argv[1], headers={"Authorization": f"Bearer {os.environ['SCIM_TOKEN']}"})
results = [result for result in check_server(SyncSCIMClient(http)) if result.status != Status.SKIPPED]
bad = [result for result in results if result.status not in WELL]
for result in bad:
    print(f"{result.status.name} {result.resource_type or ''} {result.title}: {result.reason}\n    {result.data}")
print(f"{len(results) - len(bad)} passed")
print(f"{len(bad)} failed")
sys.exit(1 if bad or not results else 0)
