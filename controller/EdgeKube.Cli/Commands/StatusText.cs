using EdgeKube.Api;

namespace EdgeKube.Cli.Commands;

/// <summary>Turns a refusal of the server into lines for a person, one per fault.</summary>
internal static class StatusText
{
    public static IReadOnlyList<string> Lines(ApiStatus status)
    {
        var details = status.Details;
        var subject = details is { Kind: { Length: > 0 } kind, Name: { Length: > 0 } name } ? $"{kind.ToLowerInvariant()} \"{name}\"" : null;
        return Lines(status, subject);
    }

    /// <param name="status">The refusal.</param>
    /// <param name="subject">The object as <c>pod "default/web"</c>, or null when it is not known.</param>
    public static IReadOnlyList<string> Lines(ApiStatus status, string? subject)
    {
        var causes = status.Reason == "Invalid" ? status.Details?.Causes ?? [] : [];
        return subject is null || causes.Count == 0
            ? [status.Message ?? status.Reason ?? "the server refused the request"]
            : [.. causes.Select(cause => $"{subject}: {(string.IsNullOrEmpty(cause.Field) ? "" : $"{cause.Field}: ")}{cause.Message}")];
    }
}
