using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Network;

/// <summary>Gives rules to the kernel through nftables' own library, which is loaded when the first pod takes a port of the node.</summary>
internal static partial class Nftables
{
    private const string Library = "libnftables.so.1";
    private static readonly Lock Gate = new();

    /// <summary>Carries out all of the text, or nothing of it.</summary>
    /// <exception cref="IOException">The kernel, or the library, refuses it.</exception>
    public static void Run(string rules)
    {
        lock (Gate)
        {
            try
            {
                var context = NewContext(0);
                try
                {
                    _ = BufferError(context);
                    if (RunCommands(context, rules) != 0)
                    {
                        throw new IOException($"nftables: {Marshal.PtrToStringUTF8(ErrorText(context))?.Split('\n')[0]}");
                    }
                }
                finally
                {
                    FreeContext(context);
                }
            }
            catch (DllNotFoundException)
            {
                throw new IOException($"nftables: {Library} is not installed");
            }
        }
    }

    [LibraryImport(Library, EntryPoint = "nft_ctx_new")]
    private static partial nint NewContext(uint flags);

    [LibraryImport(Library, EntryPoint = "nft_ctx_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_buffer_error")]
    private static partial int BufferError(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_get_error_buffer")]
    private static partial nint ErrorText(nint context);

    [LibraryImport(Library, EntryPoint = "nft_run_cmd_from_buffer", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RunCommands(nint context, string rules);
}
