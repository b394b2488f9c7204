using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers;

namespace EdgeKube.Controller.Fleet.Views;

/// <summary>
/// Objects as a node gets them: what it acts upon and nothing that changes without meaning, so that equal objects are equal bytes. Pure.
/// </summary>
internal static class ViewContent
{
    public static ReadOnlyMemory<byte> Of(Node node) => CanonicalJson.Build(
        new Node
        {
            Metadata = new ObjectMeta { Name = node.Name, Uid = node.Uid, Labels = node.Metadata.Labels, Annotations = node.Metadata.Annotations },
            Spec = node.Spec,
        },
        CoreJsonContext.Default.Node);

    public static ReadOnlyMemory<byte> Of(Pod pod) => CanonicalJson.Build(
        pod with { Metadata = pod.Metadata with { ResourceVersion = null, ManagedFields = null }, Status = FindGates(pod) },
        CoreJsonContext.Default.Pod);

    // What the node reports itself it need not hear; conditions that others set for its readiness gates it must.
    private static PodStatus? FindGates(Pod pod)
    {
        var gates = pod.Spec?.ReadinessGates ?? [];
        var found = (pod.Status?.Conditions ?? []).Where(condition => gates.Any(gate => gate.ConditionType == condition.Type)).Select(condition => new PodCondition { Type = condition.Type, Status = condition.Status });
        return found.ToList() is { Count: > 0 } conditions ? new PodStatus { Conditions = conditions } : null;
    }

    public static ReadOnlyMemory<byte> Of(ConfigMap config) => CanonicalJson.Build(
        config with { Metadata = Identify(config) }, CoreJsonContext.Default.ConfigMap);

    public static ReadOnlyMemory<byte> Of(Secret secret) => CanonicalJson.Build(
        secret with { Metadata = Identify(secret) }, CoreJsonContext.Default.Secret);

    public static ReadOnlyMemory<byte> Of(SchemaObject obj) => CanonicalJson.Build(obj with { Metadata = Identify(obj) }, SchemaJsonContext.Default.SchemaObject);

    // The node reads its data and nothing else of it; kubectl keeps a second copy of that in an annotation, which would be paid for twice.
    private static ObjectMeta Identify(ApiObject obj) => new() { Name = obj.Name, Namespace = obj.Namespace };
}
