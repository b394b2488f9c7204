"""usage: client.py KUBECONFIG NAMESPACE; prints what it saw as one line of JSON."""
import json
import sys
import threading

from kubernetes import client, config, watch

kubeconfig, namespace = sys.argv[1:]
config.load_kube_config(kubeconfig)
core, apps = client.CoreV1Api(), client.AppsV1Api()
SELECTOR = "from=python"
seen = {}


def config_map(name):
    return client.V1ConfigMap(metadata=client.V1ObjectMeta(name=name, labels={"from": "python"}), data={"n": "0"})


created = core.create_namespaced_config_map(namespace, config_map("one"))
seen["created"] = created.metadata.uid is not None and created.metadata.creation_timestamp.tzinfo is not None
try:
    core.create_namespaced_config_map(namespace, config_map("one"))
except client.ApiException as error:
    seen["conflict"] = [error.status, json.loads(error.body)["reason"]]

listed = core.list_namespaced_config_map(namespace, label_selector=SELECTOR)
seen["listed"] = [item.metadata.name for item in listed.items]


def write():
    core.create_namespaced_config_map(namespace, config_map("two"))
    core.patch_namespaced_config_map("two", namespace, {"data": {"n": "1"}})
    core.delete_namespaced_config_map("one", namespace)


writer = threading.Thread(target=write)
writer.start()
seen["watched"] = []
stream = watch.Watch()
for event in stream.stream(
        core.list_namespaced_config_map, namespace, label_selector=SELECTOR, resource_version=listed.metadata.resource_version, timeout_seconds=90):
    seen["watched"].append(f"{event['type']} {event['object'].metadata.name} {event['object'].data['n']}")
    if len(seen["watched"]) == 3:
        stream.stop()
writer.join()

labels = {"app": "python"}
container = client.V1Container(name="main", image="x")
template = client.V1PodTemplateSpec(metadata=client.V1ObjectMeta(labels=labels), spec=client.V1PodSpec(containers=[container]))
spec = client.V1DeploymentSpec(selector=client.V1LabelSelector(match_labels=labels), template=template)
deployment = apps.create_namespaced_deployment(namespace, client.V1Deployment(metadata=client.V1ObjectMeta(name="api"), spec=spec))
seen["defaulted"] = [deployment.spec.replicas, deployment.spec.strategy.type, deployment.spec.template.spec.restart_policy]
seen["namespaces"] = sorted(item.metadata.name for item in core.list_namespace().items)
print(json.dumps(seen))
