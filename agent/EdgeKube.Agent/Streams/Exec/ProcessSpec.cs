using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeKube.Agent.Streams.Exec;

/// <summary>
/// The specification of a process that joins a container: the container's own process (user, capabilities, environment, directory, seccomp
/// is the container's) with another command. Pure.
/// </summary>
internal static class ProcessSpec
{
    /// <param name="containerSpec">The container's runtime specification, JSON.</param>
    /// <param name="command">The words.</param>
    /// <param name="terminal">Whether it gets a terminal.</param>
    /// <exception cref="IOException">The specification is none.</exception>
    public static ReadOnlyMemory<byte> Build(ReadOnlySpan<byte> containerSpec, IReadOnlyList<string> command, bool terminal)
    {
        if (Parse(containerSpec)?["process"] is not JsonObject process)
        {
            throw new IOException("the runtime's specification of the container has no process");
        }

        process["args"] = new JsonArray([.. command.Select(word => (JsonNode)word)]);
        process["terminal"] = terminal;
        if (terminal)
        {
            AddTerm(process);
        }

        return Encoding.UTF8.GetBytes(process.ToJsonString());
    }

    // As CRI's exec does; what the container says itself stays.
    private static void AddTerm(JsonObject process)
    {
        if (process["env"] is not JsonArray environment)
        {
            process["env"] = environment = [];
        }

        if (!environment.Any(entry => entry is JsonValue value && value.TryGetValue<string>(out var text) && text.StartsWith("TERM=", StringComparison.Ordinal)))
        {
            environment.Add((JsonNode)"TERM=xterm");
        }
    }

    private static JsonObject? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
