// usage: client.js KUBECONFIG NAMESPACE; prints what it saw as one line of JSON.
import * as k8s from '@kubernetes/client-node';

const [, , kubeconfig, namespace] = process.argv;
const config = new k8s.KubeConfig();
config.loadFromFile(kubeconfig);
const core = config.makeApiClient(k8s.CoreV1Api);
const apps = config.makeApiClient(k8s.AppsV1Api);
const path = `/api/v1/namespaces/${namespace}/configmaps`;
const labelSelector = 'from=node';
const map = (name) => ({ metadata: { name, labels: { from: 'node' } }, data: { n: '0' } });
const text = (type, object) => `${type} ${object.metadata.name} ${object.data?.n}`;
const limit = setTimeout(() => { console.error('nothing more came'); process.exit(3); }, 90000);

async function until(condition) {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const seen = {};
const created = await core.createNamespacedConfigMap({ namespace, body: map('one') });
seen.created = created.metadata.uid !== undefined && created.metadata.creationTimestamp instanceof Date;

// The same name again is Kubernetes' own answer, as an error of the client's.
seen.conflict = await core.createNamespacedConfigMap({ namespace, body: map('one') }).then(() => 0, (error) => error.code);

const informed = [];
const informer = k8s.makeInformer(config, path, () => core.listNamespacedConfigMap({ namespace, labelSelector }), labelSelector);
for (const verb of ['add', 'update', 'delete']) {
  informer.on(verb, (object) => informed.push(text(verb, object)));
}
informer.on('error', (error) => { console.error(error); process.exit(4); });
await informer.start();
await until(() => informed.length === 1);

const list = await core.listNamespacedConfigMap({ namespace, labelSelector });
seen.listed = list.items.map((item) => item.metadata.name);
const watched = [];
const watch = new k8s.Watch(config);
await watch.watch(path, { labelSelector, resourceVersion: list.metadata.resourceVersion }, (type, object) => watched.push(text(type, object)), () => {});

await core.createNamespacedConfigMap({ namespace, body: map('two') });
const patches = [
  [k8s.PatchStrategy.JsonPatch, [{ op: 'replace', path: '/data/n', value: '1' }]],
  [k8s.PatchStrategy.MergePatch, { data: { n: '2' } }],
  [k8s.PatchStrategy.StrategicMergePatch, { data: { n: '3' } }],
];
for (const [strategy, body] of patches) {
  await core.patchNamespacedConfigMap({ name: 'two', namespace, body }, k8s.setHeaderOptions('Content-Type', strategy));
}
const applied = await core.patchNamespacedConfigMap(
  { name: 'two', namespace, fieldManager: 'node', force: true, body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'two' }, data: { n: '4' } } },
  k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.ServerSideApply));
seen.managers = applied.metadata.managedFields.map((entry) => `${entry.manager} ${entry.operation}`);
await core.deleteNamespacedConfigMap({ name: 'one', namespace });
await until(() => watched.length >= 6 && informed.length >= 7);
seen.watched = watched;
seen.informed = informed;
seen.cached = informer.list(namespace).map((object) => object.metadata.name);

const labels = { app: 'node' };
await apps.createNamespacedDeployment({ namespace, body: { metadata: { name: 'web' }, spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'x' }] } } } } });
const scale = await apps.patchNamespacedDeploymentScale({ name: 'web', namespace, body: { spec: { replicas: 2 } } }, k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.MergePatch));
seen.scaled = scale.spec.replicas;
const version = await config.makeApiClient(k8s.VersionApi).getCode();
seen.version = /^v\d+\.\d+/.test(version.gitVersion);
clearTimeout(limit);
console.log(JSON.stringify(seen));
process.exit(0);
