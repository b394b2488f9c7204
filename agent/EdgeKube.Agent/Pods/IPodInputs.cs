using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>What pods refer to, as the replica holds it. Answers at once and from any thread.</summary>
internal interface IPodInputs
{
    ConfigMap? FindConfigMap(string @namespace, string name);

    Secret? FindSecret(string @namespace, string name);
}
