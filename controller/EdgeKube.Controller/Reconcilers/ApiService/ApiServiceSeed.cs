using System.Net;
using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers.ApiService;

/// <summary>Makes the Service <c>kubernetes</c> when the doors are open, and keeps its addresses what they are: they change with the configuration only.</summary>
internal static class ApiServiceSeed
{
    // Kubernetes' own, told where there is no door.
    private const int DefaultPort = 6443;

    public static async Task EnsureAsync(
        IResources resources, ServiceRange services, IReadOnlyList<IPEndPoint> doors, IReadOnlyList<string> advertised, CancellationToken cancellationToken)
    {
        var endPoints = ApiServiceContent.FindEndPoints(doors, advertised);
        var port = doors is [var first, ..] ? first.Port : DefaultPort;
        await EnsureAsync(resources, ApiServiceContent.BuildService(services.First, port), null, cancellationToken);
        await EnsureAsync(resources, ApiServiceContent.BuildEndpoints(endPoints), "subsets", cancellationToken);
        await EnsureAsync(resources, ApiServiceContent.BuildSlice(endPoints, port), "endpoints", cancellationToken);
    }

    /// <param name="kept">The field that is put right when the object is there; null: it is left as it is.</param>
    private static async Task EnsureAsync(IResources resources, SchemaObject wanted, string? kept, CancellationToken cancellationToken)
    {
        var current = (SchemaObject?)resources.Find(KindTable.Of(wanted), wanted.Namespace, wanted.Name);
        if (current is not null && (kept is null || AreEqual(current.Find(kept), wanted.Find(kept))))
        {
            return;
        }

        var result = current is null
            ? await resources.CreateAsync(wanted, cancellationToken)
            : await resources.UpdateAsync(wanted with { Metadata = current.Metadata }, cancellationToken);
        if (!result.Succeeded && !result.IsConflict)
        {
            throw new InvalidOperationException($"{wanted.Kind} \"{wanted.Name}\": {result.Error.Message}");
        }
    }

    // No addresses may be told as none, or not at all.
    private static bool AreEqual(JsonElement? left, JsonElement? right) => IsEmpty(left) || IsEmpty(right)
        ? IsEmpty(left) && IsEmpty(right)
        : JsonElement.DeepEquals(left!.Value, right!.Value);

    private static bool IsEmpty(JsonElement? value) => value is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0;
}
