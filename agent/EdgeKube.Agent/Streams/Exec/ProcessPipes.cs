namespace EdgeKube.Agent.Streams.Exec;

/// <summary>The named pipes of one process, in a directory of their own.</summary>
internal sealed class ProcessPipes : IDisposable
{
    private readonly string _directory;

    /// <exception cref="IOException">They cannot be made.</exception>
    public ProcessPipes(string directory, bool stdin, bool stdout, bool stderr)
    {
        _directory = directory;
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            Stdin = stdin ? new Fifo(Path.Combine(directory, "0"), isInput: true) : null;
            Stdout = stdout ? new Fifo(Path.Combine(directory, "1"), isInput: false) : null;
            Stderr = stderr ? new Fifo(Path.Combine(directory, "2"), isInput: false) : null;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Fifo? Stdin { get; }

    public Fifo? Stdout { get; }

    public Fifo? Stderr { get; }

    public (string Stdin, string Stdout, string Stderr) Paths => (Stdin?.Path ?? "", Stdout?.Path ?? "", Stderr?.Path ?? "");

    /// <summary>The shim has opened its ends. That of the input stays held: a process that is gone must not make writing to it fail.</summary>
    public void ReleaseOthers()
    {
        Stdout?.ReleaseOther();
        Stderr?.ReleaseOther();
    }

    public void Dispose()
    {
        Stdin?.Dispose();
        Stdout?.Dispose();
        Stderr?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
