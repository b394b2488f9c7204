using System.Globalization;

namespace EdgeKube.Agent.Streams;

/// <summary>What a reader of logs wants, as the stream's arguments say.</summary>
/// <param name="Container">Empty for the only container.</param>
/// <param name="TailLines">Null for all.</param>
/// <param name="Since">How far back, or null.</param>
/// <param name="LimitBytes">Null for no limit.</param>
internal sealed record LogRequest(
    string Namespace, string Pod, string Uid, string Container, bool Follow, bool Previous, bool Timestamps, long? TailLines, TimeSpan? Since, long? LimitBytes)
{
    /// <summary>Only what was written to stderr, or only what was not; null for both.</summary>
    public bool? Errors { get; init; }

    /// <summary>Only what was written at this time or later, by the node's clock; counts before <see cref="Since"/>.</summary>
    public DateTimeOffset? SinceTime { get; init; }

    /// <returns>Null when a number is none, or a needed argument is missing: the controller has checked them, so its answer can be short.</returns>
    public static LogRequest? Find(IReadOnlyDictionary<string, string> arguments)
    {
        if (!arguments.TryGetValue("namespace", out var @namespace) || !arguments.TryGetValue("pod", out var pod)
            || !TryNumber(arguments, "tailLines", out var tail) || !TryNumber(arguments, "sinceSeconds", out var since)
            || !TryNumber(arguments, "limitBytes", out var limit) || !TryTime(arguments, "sinceTime", out var sinceTime))
        {
            return null;
        }

        return new LogRequest(
            @namespace,
            pod,
            arguments.GetValueOrDefault("uid", ""),
            arguments.GetValueOrDefault("container", ""),
            arguments.GetValueOrDefault("follow") == "true",
            arguments.GetValueOrDefault("previous") == "true",
            arguments.GetValueOrDefault("timestamps") == "true",
            tail,
            since is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)) : null,
            limit)
        {
            SinceTime = sinceTime,
        };
    }

    private static bool TryTime(IReadOnlyDictionary<string, string> arguments, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!arguments.TryGetValue(name, out var text) || text.Length == 0)
        {
            return true;
        }

        var valid = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var found);
        time = valid ? found : null;
        return valid;
    }

    private static bool TryNumber(IReadOnlyDictionary<string, string> arguments, string name, out long? number)
    {
        number = null;
        if (!arguments.TryGetValue(name, out var text) || text.Length == 0)
        {
            return true;
        }

        var valid = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        number = valid ? value : null;
        return valid;
    }
}
