using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>One fault of one field, in Kubernetes' words: <c>spec.containers[0].image: Required value</c>.</summary>
/// <param name="Type">Kind of fault.</param>
/// <param name="Field">Path of the field.</param>
/// <param name="Message">What is wrong, without the path.</param>
public sealed record FieldError(FieldErrorType Type, string Field, string Message)
{
    private const int MaxValueLength = 256;

    /// <summary>Refusal of a real Kubernetes field, or value of it, that nothing here acts on.</summary>
    public static FieldError NotImplemented(string field) => Forbidden(field, "not implemented by EdgeKube");

    public static FieldError Required(string field, string detail = "")
        => new(FieldErrorType.Required, field, detail.Length == 0 ? "Required value" : $"Required value: {detail}");

    public static FieldError Invalid(string field, string? value, string detail) => InvalidJson(field, Quote(value ?? ""), detail);

    public static FieldError Invalid(string field, long value, string detail)
        => InvalidJson(field, value.ToString(CultureInfo.InvariantCulture), detail);

    /// <summary>As <see cref="Invalid(string, string, string)"/>, for a value that is already JSON.</summary>
    public static FieldError InvalidJson(string field, string json, string detail)
        => new(FieldErrorType.Invalid, field, $"Invalid value: {json}: {detail}");

    public static FieldError NotFound(string field, string value) => new(FieldErrorType.NotFound, field, $"Not found: {Quote(value)}");

    public static FieldError NotSupported(string field, string? value, params string[] supported)
        => new(FieldErrorType.NotSupported, field, $"Unsupported value: {Quote(value ?? "")}: supported values: {string.Join(", ", supported.Select(Quote))}");

    public static FieldError Forbidden(string field, string detail) => new(FieldErrorType.Forbidden, field, $"Forbidden: {detail}");

    public static FieldError Duplicate(string field, string value) => new(FieldErrorType.Duplicate, field, $"Duplicate value: {Quote(value)}");

    public static FieldError TooLong(string field, long mostBytes)
        => new(FieldErrorType.TooLong, field, string.Create(CultureInfo.InvariantCulture, $"Too long: may not be more than {mostBytes} bytes"));

    public static FieldError TypeInvalid(string field, string json, string detail)
        => new(FieldErrorType.TypeInvalid, field, $"Invalid value: {Shorten(json)}: {detail}");

    public static FieldError Unknown(string field) => new(FieldErrorType.UnknownField, field, $"unknown field \"{field}\"");

    public static FieldError DuplicateKey(string field) => new(FieldErrorType.DuplicateField, field, $"duplicate field \"{field}\"");

    /// <summary>The fault as a Status lists it.</summary>
    public StatusCause ToCause() => new()
    {
        Field = Field,
        Message = Message,
        Reason = Type is FieldErrorType.UnknownField or FieldErrorType.DuplicateField ? "FieldValueInvalid" : $"FieldValue{Type}",
    };

    public override string ToString()
        => Type is FieldErrorType.UnknownField or FieldErrorType.DuplicateField ? Message : $"{Field}: {Message}";

    internal static string Quote(string text)
        => Shorten($"\"{JsonEncodedText.Encode(text.Length > MaxValueLength * 4 ? text[..MaxValueLength] : text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");

    // A message must stay readable, and small, whatever was sent.
    private static string Shorten(string json) => json.Length <= MaxValueLength * 4 ? json : string.Concat(json.AsSpan(0, MaxValueLength), "...");
}
