using System.Collections;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Configuration;

/// <summary>Loads the options of this process and tells every fault of them.</summary>
internal static class OptionsFile
{
    public const string DefaultPath = "/etc/edgekube/agent.yaml";

    /// <param name="path">Null: the default file, which may be absent.</param>
    /// <returns>Null after the faults were told.</returns>
    public static AgentOptions? Load(string? path, TextWriter errors)
    {
        var faults = new List<string>();
        var options = AgentOptionTable.Table.Load(new AgentOptions(), path ?? DefaultPath, path is not null, Variables(), faults);
        foreach (var fault in faults)
        {
            errors.WriteLine($"error: {fault}");
        }

        return faults.Count == 0 ? options : null;
    }

    public static LogLevel Level(AgentOptions options) => options.LogLevel switch
    {
        "debug" => LogLevel.Debug,
        "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => LogLevel.Information,
    };

    private static IEnumerable<KeyValuePair<string, string>> Variables()
    {
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            yield return KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? "");
        }
    }
}
