using EdgeKube.Api;

namespace EdgeKube.Cli.Why;

/// <summary>Images of a node that lost their content when its machine went down, as its agent has told. Pure.</summary>
internal static class ImageExplainer
{
    /// <summary>Of the images asked for, those that are damaged and were not told to be repaired since.</summary>
    /// <param name="events">The node's, among others.</param>
    /// <param name="images">As containers name them; null: every image.</param>
    public static IReadOnlyList<(string Cause, string Next)> Find(IReadOnlyList<Event> events, IEnumerable<string>? images)
    {
        var latest = events.Where(told => told.Reason is "ImageDamaged" or "ImageRepaired")
            .GroupBy(NameIn, StringComparer.Ordinal)
            .Select(told => (Name: told.Key, Last: told.MaxBy(one => one.LastTimestamp ?? one.EventTime)!));
        return [.. latest.Where(image => image.Last.Reason == "ImageDamaged" && (images is null || images.Any(wanted => IsOf(wanted, image.Name)))).Select(image => Explain(image.Name, image.Last))];
    }

    private static (string Cause, string Next) Explain(string name, Event told) => (
        told.Message?.Trim().ReplaceLineEndings(" ") ?? $"image {name} is damaged",
        $"let the node reach the registry of {name}, or put its archive into /var/lib/edgekube/images there; it is repaired by itself, and what uses it goes on");

    // Image NAME was damaged when ...
    private static string NameIn(Event told) => told.Message?.Split(' ') is ["Image", var name, ..] ? name : "";

    // The runtime's names are whole ones: docker.io/library/busybox:latest.
    private static bool IsOf(string wanted, string name)
        => wanted.Length > 0 && (name == wanted || name == $"{wanted}:latest" || name.EndsWith($"/{wanted}", StringComparison.Ordinal) || name.EndsWith($"/{wanted}:latest", StringComparison.Ordinal));
}
