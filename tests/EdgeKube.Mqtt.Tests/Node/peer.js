// Usage: node peer.js PORT VERSION(4|5). Prints one JSON line with what the endpoint did; exit code 1 on any surprise.
const mqtt = require('mqtt');
const [port, version] = process.argv.slice(2).map(Number);
const once = (emitter, event) => new Promise((resolve, reject) => {
  emitter.once(event, (...args) => resolve(args));
  emitter.once('error', reject);
});

async function main() {
  const seen = [];
  const client = mqtt.connect({ host: '127.0.0.1', port, protocolVersion: version, clientId: `js${version}`, clean: true, reconnectPeriod: 0,
    properties: version === 5 ? { sessionExpiryInterval: 60, receiveMaximum: 10, topicAliasMaximum: 5 } : undefined, autoUseTopicAlias: version === 5, autoAssignTopicAlias: version === 5 });
  client.on('message', (topic, payload, packet) => seen.push([topic, payload.toString(), packet.properties?.correlationData?.toString() ?? null, packet.properties?.userProperties ?? null]));
  const [connack] = await once(client, 'connect');
  const granted = await client.subscribeAsync([`answers/${version}`, 'down/#'], { qos: 1 });
  for (let i = 0; i < 100; i++) {
    await client.publishAsync('up', `${i}`, { qos: i % 2 });
  }
  await client.publishAsync('request', 'ping', { qos: 1, properties: version === 5 ? { responseTopic: 'answers/5', correlationData: Buffer.from('id-1'), userProperties: { method: 'GET' } } : undefined });
  await client.publishAsync('burst', 'now', { qos: 1 });
  while (seen.filter(m => m[0].startsWith('down/')).length < 50 || (version === 5 && !seen.some(m => m[0] === 'answers/5'))) {
    await once(client, 'message');
  }
  const removed = await client.unsubscribeAsync('down/#');
  await client.endAsync();
  console.log(JSON.stringify({ properties: connack.properties ?? null, granted: granted.map(g => g.qos), down: seen.filter(m => m[0].startsWith('down/')).map(m => m[1]), answer: seen.find(m => m[0] === 'answers/5') ?? null, removed: removed?.granted ?? null }));
}

setTimeout(() => { console.error('timed out'); process.exit(1); }, 15000).unref();
main().then(() => process.exit(0), error => { console.error(error); process.exit(1); });
