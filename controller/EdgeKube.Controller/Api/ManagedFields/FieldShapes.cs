using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>Which places of an object are owned whole, and which part by part. The one place that looks into the schema's own types.</summary>
internal static class FieldShapes
{
    // Kubernetes' types that have one owner wherever they stand, also as elements of lists.
    private static readonly HashSet<string> AtomicTypes =
    [
        "ConfigMapKeySelector", "CrossVersionObjectReference", "EndpointAddress", "EndpointPort", "FileKeySelector", "LabelSelector", "LocalObjectReference",
        "NodeSelector", "NodeSelectorTerm", "ObjectFieldSelector", "ObjectReference", "OwnerReference", "ResourceFieldSelector", "RoleRef", "ScopeSelector",
        "ScopedResourceSelectorRequirement", "SecretKeySelector", "SecretReference", "ServiceBackendPort", "Subject", "TopologySelectorTerm", "TypedLocalObjectReference",
    ];

    /// <summary>The value is an object whose fields, or a list whose elements, have owners of their own.</summary>
    public static bool IsDivisible(JsonNode? value, FieldSchema schema) => value switch
    {
        JsonObject => IsDivisibleObject(schema),
        JsonArray => IsDivisibleList(schema),
        _ => false,
    };

    public static bool IsDivisibleObject(FieldSchema schema) => !schema.Rules.IsAtomic && !(schema.Type is { } type && AtomicTypes.Contains(type.Name));

    public static bool IsDivisibleList(FieldSchema schema) => !schema.Rules.IsAtomic && (schema.Rules.IsSet || schema.Rules.ListKeys.Count > 0);

    /// <summary>The step leads to a field that the type names, not to an entry of a map or a list.</summary>
    public static bool IsNamedField(string step, FieldSchema schema) =>
        step.StartsWith("f:", StringComparison.Ordinal) && schema.Type?.Find(step[2..]) is not null;
}
