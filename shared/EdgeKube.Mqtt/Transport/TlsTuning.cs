using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeKube.Mqtt;

/// <summary>
/// What the framework does not ask of OpenSSL, through OpenSSL's own hook for whoever wants to add something to its objects: that a connection lets go
/// of its buffers (17 KiB for each direction) while they are empty, and that no session can be resumed.
/// </summary>
public static unsafe partial class TlsTuning
{
    private const int Connections = 0; // CRYPTO_EX_INDEX_SSL
    private const int Contexts = 1; // CRYPTO_EX_INDEX_SSL_CTX
    private const int SetMode = 33; // SSL_CTRL_MODE
    private const int SetCacheMode = 44; // SSL_CTRL_SET_SESS_CACHE_MODE
    private const nint ReleaseBuffers = 0x10; // SSL_MODE_RELEASE_BUFFERS
    private const nint CacheOff = 0; // SSL_SESS_CACHE_OFF
    private const ulong NoTicket = 1 << 14; // SSL_OP_NO_TICKET

    /// <summary>
    /// No session of this process can be resumed, whatever is asked of the framework. That allows to ask it for resumption, which is its only way to share
    /// one context among all connections of a certificate: made for each anew, it takes 20 KiB, and as long as the handshake itself.
    /// </summary>
    public static bool EndsResumption { get; private set; }

    /// <summary>For all TLS connections that this process makes from now on; once, at its start. Does nothing where OpenSSL is another one than 3.</summary>
    public static void Begin()
    {
        if (EndsResumption)
        {
            return;
        }

        try
        {
            // Found missing here, and not in a hook, where nothing may be thrown. Each new context hands its mode on to the connections that are made with it.
            EndsResumption = NativeLibrary.TryLoad("libssl.so.3", out _)
                && AddHook(Contexts, 0, 0, &OnNewContext, 0, 0) >= 0
                && AddHook(Connections, 0, 0, &OnNewConnection, 0, 0) >= 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // More memory for each connection, and nothing else.
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnNewContext(nint context, nint value, nint values, int index, nint number, nint pointer) =>
        _ = Control(context, SetMode, ReleaseBuffers, 0);

    // By now the framework has set up the context. No cache and no tickets: there is nothing that a client could come back with.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnNewConnection(nint connection, nint value, nint values, int index, nint number, nint pointer)
    {
        _ = Control(ContextOf(connection), SetCacheMode, CacheOff, 0);
        _ = SetOptions(connection, NoTicket);
        _ = SetTickets(connection, 0);
    }

    [LibraryImport("libcrypto.so.3", EntryPoint = "CRYPTO_get_ex_new_index")]
    private static partial int AddHook(
        int kind, nint number, nint pointer, delegate* unmanaged[Cdecl]<nint, nint, nint, int, nint, nint, void> onNew, nint onCopy, nint onFree);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_ctrl")]
    private static partial nint Control(nint context, int command, nint number, nint pointer);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_get_SSL_CTX")]
    private static partial nint ContextOf(nint connection);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_set_options")]
    private static partial ulong SetOptions(nint connection, ulong options);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_set_num_tickets")]
    private static partial int SetTickets(nint connection, nint count);
}
