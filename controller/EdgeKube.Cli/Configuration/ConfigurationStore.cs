using System.Text;
using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Configuration;

/// <summary>Reads and writes the configuration file.</summary>
internal static class ConfigurationStore
{
    private const long MaxBytes = 64 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The file that counts, or the empty one.</summary>
    /// <exception cref="CommandException">A file that was named is not there, or one cannot be read.</exception>
    public static ConfigurationFile Load(string? flag, Func<string, string?> environment)
    {
        if (ConfigurationPaths.FindNamed(flag, environment) is { } named)
        {
            return File.Exists(named) ? Read(named) : throw new CommandException($"{named}: does not exist; edgectl login writes one");
        }

        return new[] { ConfigurationPaths.FindOwn(environment), ConfigurationPaths.Admin }.FirstOrDefault(File.Exists) is { } path
            ? Read(path)
            : ConfigurationFile.Empty;
    }

    /// <summary>Replaces the file as a whole; only its owner can read it.</summary>
    public static void Save(string path, ConfigurationFile file)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        var temporary = $"{path}.new";
        using (var stream = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            // Left over from a run that was killed, it may be anybody's to read.
            File.SetUnixFileMode(stream.SafeFileHandle, OwnerOnly);
            stream.Write(Encoding.UTF8.GetBytes(file.Format()));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static ConfigurationFile Read(string path) => new FileInfo(path).Length <= MaxBytes
        ? ConfigurationFile.Parse(path, File.ReadAllText(path))
        : throw new CommandException($"{path}: is larger than {MaxBytes >> 10} KiB; it should hold server, namespace, ca, certificate and key");
}
