using System.Text.Json;

namespace EdgeKube.Controller.Api;

/// <summary>Whether bytes are JSON at all: one value, not too deep, no key twice in one object.</summary>
internal static class StrictJson
{
    private const int MaxDepth = 100;

    /// <summary>What is wrong, or null.</summary>
    public static string? Find(ReadOnlyMemory<byte> bytes)
    {
        var scopes = new Stack<HashSet<string>>();
        try
        {
            var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        scopes.Push(new HashSet<string>(StringComparer.Ordinal));
                        break;
                    case JsonTokenType.EndObject:
                        scopes.Pop();
                        break;
                    case JsonTokenType.PropertyName when !scopes.Peek().Add(reader.GetString()!):
                        return $"duplicate field \"{reader.GetString()}\"";
                }
            }

            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return e.Message;
        }
    }
}
