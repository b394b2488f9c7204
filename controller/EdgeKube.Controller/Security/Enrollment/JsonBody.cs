using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>Small JSON bodies of the operations of trust. Safe on hostile input.</summary>
internal static class JsonBody
{
    private const int MaxBytes = 16 << 10;

    /// <summary>Null: it is none, or too large, and the refusal says so. No body is an empty object.</summary>
    public static T? Find<T>(ApiRequest request, JsonTypeInfo<T> type, out ApiStatus? refusal)
        where T : class
    {
        refusal = null;
        if (request.Body.Length > MaxBytes)
        {
            refusal = Statuses.TooLarge(request.Body.Length, MaxBytes);
            return null;
        }

        try
        {
            var value = JsonSerializer.Deserialize(request.Body.IsEmpty ? "{}"u8 : request.Body.Span, type);
            refusal = value is null ? Statuses.BadRequest("the body must be a JSON object") : null;
            return value;
        }
        catch (JsonException e)
        {
            refusal = Statuses.BadRequest($"the body must be a JSON object: {e.Message}");
            return null;
        }
    }
}
