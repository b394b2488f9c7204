using System.Text.Json;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What a PersistentVolumeClaim asks for.</summary>
internal static class StorageClaim
{
    public static Quantity? FindRequest(SchemaObject claim) =>
        claim.Find("spec", "resources", "requests", "storage") is { ValueKind: JsonValueKind.String } text && Quantity.TryParse(text.GetString(), out var amount, out _)
            ? amount
            : null;
}
