using System.Diagnostics;

namespace EdgeKube.Mqtt.Tests.Peers;

/// <summary>A real client program, ended with the test.</summary>
internal sealed class Command : IDisposable
{
    private readonly Process _process;

    public Command(string program, params string[] arguments)
    {
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Output = _process.StandardOutput.ReadToEndAsync();
        Error = _process.StandardError.ReadToEndAsync();
    }

    public Task<string> Output { get; }

    public Task<string> Error { get; }

    /// <summary>Runs a program to its end; returns exit code, output and error output.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string program, params string[] arguments)
    {
        using var command = new Command(program, arguments);
        return await command.WaitAsync();
    }

    public async Task<(int Code, string Output, string Error)> WaitAsync()
    {
        await _process.WaitForExitAsync(Clients.Token());
        return (_process.ExitCode, await Output, await Error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
