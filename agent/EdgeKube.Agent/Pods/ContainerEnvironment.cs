using System.Text;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Builds a container's environment: Services, envFrom in order, then env in order, later values replacing earlier ones.</summary>
internal sealed class ContainerEnvironment(Pod pod, Container container, IPodInputs inputs, IReadOnlyList<string> podIPs, PodManagerOptions node)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public static EnvironmentResult Resolve(Pod pod, Container container, IPodInputs inputs, IReadOnlyList<string> podIPs, PodManagerOptions node)
        => new ContainerEnvironment(pod, container, inputs, podIPs, node).Resolve();

    private EnvironmentResult Resolve()
    {
        foreach (var (name, value) in ServiceVariables.Of(pod, inputs.FindServices))
        {
            Set(name, value);
        }

        var error = (container.EnvFrom ?? []).Select(AddAll).FirstOrDefault(problem => problem is not null)
            ?? (container.Env ?? []).Select(Add).FirstOrDefault(problem => problem is not null);
        return error is not null
            ? EnvironmentResult.Failed(error)
            : new EnvironmentResult([.. _order.Select(name => KeyValuePair.Create(name, _values[name]))], null);
    }

    private string? AddAll(EnvFromSource source)
    {
        var (found, optional, error) = source switch
        {
            { ConfigMapRef: { } map } => (Text(inputs.FindConfigMap(pod.Namespace, map.Name ?? "")), map.Optional, $"configmap \"{map.Name}\" not found"),
            { SecretRef: { } secret } => (Text(inputs.FindSecret(pod.Namespace, secret.Name ?? "")), secret.Optional, $"secret \"{secret.Name}\" not found"),
            _ => ([], true, ""),
        };
        foreach (var (key, value) in found ?? [])
        {
            Set(source.Prefix + key, value);
        }

        return found is null && optional != true ? error : null;
    }

    private string? Add(EnvVar variable)
    {
        if (variable.ValueFrom is not { } from)
        {
            Set(variable.Name, VariableExpansion.Expand(variable.Value ?? "", _values));
            return null;
        }

        var (value, error) = from switch
        {
            { FieldRef: { } field } => Require(DownwardFields.Find(pod, field.FieldPath, podIPs, node.NodeIP), $"unsupported fieldPath: {field.FieldPath}"),
            { ConfigMapKeyRef: { } key } => FindKey(Text(inputs.FindConfigMap(pod.Namespace, key.Name ?? "")), "ConfigMap", key.Name, key.Key, key.Optional),
            { SecretKeyRef: { } key } => FindKey(Text(inputs.FindSecret(pod.Namespace, key.Name ?? "")), "Secret", key.Name, key.Key, key.Optional),
            { ResourceFieldRef: { } resource } => Require(ResourceFacts.Find(pod, container, resource, node), $"unsupported container resource : {resource.Resource}"),
            _ => (null, null),
        };
        if (value is not null)
        {
            Set(variable.Name, value);
        }

        return error;
    }

    private (string? Value, string? Error) FindKey(Dictionary<string, string>? data, string kind, string? name, string key, bool? optional)
    {
        if (data is not null && data.TryGetValue(key, out var value))
        {
            return (value, null);
        }

        var error = data is null ? $"{kind.ToLowerInvariant()} \"{name}\" not found" : $"couldn't find key {key} in {kind} {pod.Namespace}/{name}";
        return (null, optional == true ? null : error);
    }

    private static (string? Value, string? Error) Require(string? value, string error) => (value, value is null ? error : null);

    private static Dictionary<string, string>? Text(ConfigMap? map) => map is null ? null : new(map.Data ?? new Dictionary<string, string>());

    private static Dictionary<string, string>? Text(Secret? secret)
        => secret?.Data is null ? secret is null ? null : [] : secret.Data.ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetString(pair.Value));

    private void Set(string name, string value)
    {
        // An equals sign would make another variable of it.
        if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal))
        {
            return;
        }

        if (_values.TryAdd(name, value))
        {
            _order.Add(name);
        }

        _values[name] = value;
    }
}
