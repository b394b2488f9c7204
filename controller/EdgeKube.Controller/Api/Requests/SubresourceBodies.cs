using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Bodies that are no objects of their own: what is posted to a subresource, with Kubernetes' field numbers.</summary>
internal static class SubresourceBodies
{
    public static readonly SchemaType Eviction = Body(
        "Eviction", "Evicts a pod from its node, if its PodDisruptionBudget lets it.", "deleteOptions", SchemaType.Of(MetaJsonContext.Default.DeleteOptions), "How the pod is to be deleted.");

    public static readonly SchemaType Binding = Body(
        "Binding", "Gives a pod its node.", "target", SchemaType.Of(CoreJsonContext.Default.ObjectReference), "The node.");

    private static SchemaType Body(string name, string description, string field, SchemaType type, string about) => SchemaType.Object(
        name,
        description,
        () =>
        [
            new SchemaField("kind", SchemaType.Scalar(SchemaForm.String)) { Description = "What the body is." },
            new SchemaField("apiVersion", SchemaType.Scalar(SchemaForm.String)) { Description = "Version of what it is." },
            new SchemaField("metadata", SchemaType.Of(CoreJsonContext.Default.ObjectMeta)) { Number = 1, Description = "Name and namespace of the pod." },
            new SchemaField(field, type) { Number = 2, Description = about },
        ]);
}
