using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Configuration;

/// <summary>Loads the options file and tells every fault of it.</summary>
internal static class OptionsFile
{
    private const long MaxBytes = 64 * 1024;

    /// <returns>Null after the faults were told.</returns>
    public static AgentOptions? Load(string path, TextWriter errors)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > MaxBytes)
            {
                errors.WriteLine($"error: {path}: is larger than {MaxBytes} bytes");
                return null;
            }

            var (options, faults) = OptionsReader.Read(File.ReadAllText(path));
            foreach (var fault in faults)
            {
                errors.WriteLine($"error: {path}: {fault}");
            }

            return faults.Count == 0 ? options : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"error: {path}: {e.Message}; name another file with --config");
            return null;
        }
    }

    public static LogLevel Level(AgentOptions options) => options.LogLevel switch
    {
        "debug" => LogLevel.Debug,
        "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => LogLevel.Information,
    };
}
