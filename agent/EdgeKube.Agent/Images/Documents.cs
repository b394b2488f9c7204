using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Agent.Images;

/// <summary>JSON documents of an archive.</summary>
internal static class Documents
{
    /// <summary>Larger ones are refused; registries draw the line here as well.</summary>
    public const int MaxSize = 4 << 20;

    public static T Parse<T>(byte[] json, string name, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new ImageArchiveException($"{name}: empty");
        }
        catch (JsonException exception)
        {
            throw new ImageArchiveException($"{name}: not valid JSON of an image: {exception.Message}", exception);
        }
    }
}
