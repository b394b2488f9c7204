using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Replica;
using EdgeKube.Api;
using EdgeKube.Link.Services;

namespace EdgeKube.Agent.Tokens;

/// <summary>What pods refer to: objects of the view, and the tokens kept beside it.</summary>
internal sealed class NodeInputs(NodeView view, TokenKeeper tokens) : IPodInputs
{
    public ConfigMap? FindConfigMap(string @namespace, string name) => view.FindConfigMap(@namespace, name);

    public Secret? FindSecret(string @namespace, string name) => view.FindSecret(@namespace, name);

    public ClaimedVolume? FindClaimedVolume(string @namespace, string claim) => view.FindClaimedVolume(@namespace, claim);

    public string? FindRuntimeHandler(string runtimeClass) => view.FindRuntimeHandler(runtimeClass);

    public IReadOnlyDictionary<string, ClusterAddress> FindServices(string @namespace) => view.FindServices(@namespace);

    public string? FindToken(Pod pod, ServiceAccountTokenProjection source, out string fault) => tokens.Find(TokenNeed.Of(pod, source), out fault);

    public Task WaitForTokensAsync(Pod pod, CancellationToken cancellationToken) => tokens.WaitAsync(pod, cancellationToken);
}
