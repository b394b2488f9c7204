using System.Text.Json;

namespace EdgeKube.Agent.Streams.Exec;

/// <summary>The size of the terminal at the other end, in characters.</summary>
internal readonly record struct TerminalSize(uint Width, uint Height)
{
    /// <summary>Reads <c>{"Width": 80, "Height": 24}</c>; null when it is none.</summary>
    public static TerminalSize? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && Find(root, "Width") is { } width && Find(root, "Height") is { } height
                ? new TerminalSize(width, height)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static uint? Find(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetUInt16(out var number) ? number : null;
}
