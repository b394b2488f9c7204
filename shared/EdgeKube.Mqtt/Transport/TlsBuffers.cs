using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeKube.Mqtt;

/// <summary>
/// OpenSSL keeps a buffer of 17 KiB for each direction of a connection as long as it lives, and the framework does not ask it to let go of them
/// while they are empty. This does, through OpenSSL's own hook for whoever wants to add something to its objects.
/// </summary>
public static unsafe partial class TlsBuffers
{
    private const int Contexts = 1; // CRYPTO_EX_INDEX_SSL_CTX
    private const int SetMode = 33; // SSL_CTRL_MODE
    private const nint ReleaseBuffers = 0x10; // SSL_MODE_RELEASE_BUFFERS

    /// <summary>For all TLS connections that this process makes from now on; once, at its start. Does nothing where OpenSSL is another one than 3.</summary>
    public static void ReleaseWhenIdle()
    {
        try
        {
            // Each new context hands its mode on to the connections that are made with it.
            _ = AddHook(Contexts, 0, 0, &OnNewContext, 0, 0);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // More memory for each connection, and nothing else.
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnNewContext(nint context, nint value, nint values, int index, nint number, nint pointer) =>
        _ = Control(context, SetMode, ReleaseBuffers, 0);

    [LibraryImport("libcrypto.so.3", EntryPoint = "CRYPTO_get_ex_new_index")]
    private static partial int AddHook(
        int kind, nint number, nint pointer, delegate* unmanaged[Cdecl]<nint, nint, nint, int, nint, nint, void> onNew, nint onCopy, nint onFree);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_ctrl")]
    private static partial nint Control(nint context, int command, nint number, nint pointer);
}
