namespace EdgeKube.Testing.Containerd;

/// <summary>Image archives built by packaging's own scripts, once for each process.</summary>
public static class TestImages
{
    public const string Busybox = "edgekube.test/busybox:1";

    private static readonly Lazy<string> BuiltPause = new(() => Build("pause", PrivateContainerd.DefaultSandboxImage));
    private static readonly Lazy<string> BuiltBusybox = new(() => Build("demo-image", Busybox));

    /// <summary>The path of an OCI archive.</summary>
    public static string PauseArchive => BuiltPause.Value;

    /// <summary>The path of an OCI archive that names <see cref="Busybox"/>.</summary>
    public static string BusyboxArchive => BuiltBusybox.Value;

    private static string Build(string folder, string name)
    {
        var directory = Directory.CreateTempSubdirectory("ekc-image-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(directory, recursive: true);
        var archive = Path.Combine(directory, "image.tar");
        Command.MustRun(Path.Combine(Repository.Root, "packaging", folder, "build.sh"), archive, name);
        return archive;
    }
}
