using System.Globalization;
using System.Text;
using EdgeKube.Controller.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeKube.Controller.Http;

/// <summary>Writes an answer of the API as HTTP.</summary>
internal static class HttpAnswer
{
    // Kubernetes' own limits: more would only overflow clients' headers.
    private const int MaxWarnings = 64;
    private const int MaxWarningLength = 256;
    private const int MaxWarningsLength = 4096;

    /// <param name="response">Where to.</param>
    /// <param name="answer">What.</param>
    /// <param name="mayGoOn">Asked before each part of a stream: its reader may have lost its access meanwhile.</param>
    /// <param name="cancellationToken">The client has left, or the controller stops.</param>
    public static async Task WriteAsync(HttpResponse response, ApiResponse answer, Func<bool> mayGoOn, CancellationToken cancellationToken)
    {
        response.StatusCode = answer.Code;
        response.Headers.CacheControl = "no-cache, private";
        if (answer.RetryAfterSeconds is > 0 and var seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (answer.Warnings.Count > 0)
        {
            response.Headers.Warning = new StringValues(Write(answer.Warnings));
        }

        if (answer.Code == StatusCodes.Status204NoContent)
        {
            return;
        }

        response.ContentType = answer.ContentType;
        if (answer.Parts is null)
        {
            response.ContentLength = answer.Body.Length;
            await response.BodyWriter.WriteAsync(answer.Body, cancellationToken);
            return;
        }

        // The headers go at once: a watcher waits for them, and there may be nothing to tell for long.
        await response.Body.FlushAsync(cancellationToken);
        await StreamedAnswer.WriteAsync(response.BodyWriter, answer.Parts, answer.IsEventStream, mayGoOn, cancellationToken);
    }

    // Only where all together are too long, each is cut.
    private static string[] Write(IReadOnlyList<string> warnings)
    {
        string[] told = [.. warnings.Take(MaxWarnings)];
        var most = told.Sum(text => text.Length) > MaxWarningsLength ? MaxWarningLength : MaxWarningsLength;
        return [.. told.Select(text => Warning(text, most))];
    }

    // RFC 7234's form: code, agent, text in quotes; nothing that a header cannot hold.
    private static string Warning(string text, int most)
    {
        var quoted = new StringBuilder();
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, most)))
        {
            quoted.Append(rune is '"' or '\\' ? $"\\{rune}" : rune is < ' ' or > '~' ? " " : rune.ToString());
        }

        return $"299 - \"{quoted}\"";
    }
}
