using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>One change seen on a watch. <see cref="Type"/> is ADDED, MODIFIED, DELETED, BOOKMARK or ERROR (the object is then a Status).</summary>
public sealed record WatchEvent
{
    public string Type { get; init => field = value ?? ""; } = "";

    public JsonElement Object { get; init; }
}
