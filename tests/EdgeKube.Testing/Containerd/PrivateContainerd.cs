using System.Diagnostics;
using System.Net.Sockets;

namespace EdgeKube.Testing.Containerd;

/// <summary>A real containerd of its own: directories, socket, bridge, subnet and cgroups that no other has. Disposing removes all of it.</summary>
public sealed class PrivateContainerd : IDisposable
{
    public const string DefaultSandboxImage = "edgekube.test/pause:1";

    private readonly ContainerdSlot _slot;
    private Process? _process;

    private PrivateContainerd(ContainerdSlot slot) => _slot = slot;

    public string Socket => $"{_slot.Directory}/c.sock";

    /// <summary>Removed at the end, with what is in it.</summary>
    public string Directory => _slot.Directory;

    /// <summary>To be given to sandboxes, or the prefix of what is given to them: <c>/NAME</c> in every hierarchy is removed at the end.</summary>
    public string CgroupParent => $"/{_slot.Name}";

    public string Bridge => _slot.Name;

    public string Subnet => _slot.Subnet;

    public string LogFile => $"{_slot.Directory}/containerd.log";

    public static PrivateContainerd Start(string sandboxImage = DefaultSandboxImage)
    {
        var containerd = new PrivateContainerd(ContainerdSlot.Take());
        try
        {
            ContainerdLeftovers.Remove(containerd._slot);
            ContainerdConfig.Write(containerd._slot, sandboxImage);
            containerd.StartAgain();
            return containerd;
        }
        catch
        {
            containerd.Dispose();
            throw;
        }
    }

    /// <summary>Starts it on what <see cref="Kill"/> has left: containers run on meanwhile.</summary>
    public void StartAgain()
    {
        // The shell opens the log and then becomes containerd, so the process is containerd's own.
        _process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec containerd --config {Directory}/config.toml >>{LogFile} 2>&1"]))!;
        if (!Eventually.TrueNow(Answers, TimeSpan.FromSeconds(20)))
        {
            throw new InvalidOperationException($"containerd did not start: {File.ReadAllText(LogFile)}");
        }
    }

    /// <summary>SIGKILL to containerd alone.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    /// <summary>SIGTERM, and its orderly end.</summary>
    public void End()
    {
        Signal("TERM");
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    /// <summary>To containerd alone.</summary>
    public void Signal(string name)
    {
        if (_process is { } process)
        {
            Command.MustRun("kill", $"-{name}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Runs containerd's own client in CRI's namespace.</summary>
    public string Ctr(params IReadOnlyList<string> arguments) => Command.MustRun("ctr", ["--address", Socket, "--namespace", "k8s.io", .. arguments]);

    public void Dispose()
    {
        Kill();
        ContainerdLeftovers.Remove(_slot);
        _slot.Dispose();
    }

    private bool Answers()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(Socket));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
