using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Systemd;

/// <summary>sd-bus: only calls without variable arguments, which .NET cannot make. Each returns a negative errno upon failure.</summary>
internal static partial class SdBus
{
    private const string Library = "libsystemd.so.0";

    /// <summary>What the other end answered instead of what was asked for.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Error
    {
        public nint Name;
        public nint Message;
        public int NeedFree;
    }

    [LibraryImport(Library, EntryPoint = "sd_bus_open_system")]
    public static partial int OpenSystem(out nint bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_flush_close_unref")]
    public static partial nint Close(nint bus);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_new_method_call", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int NewMethodCall(nint bus, out nint message, string destination, string path, string @interface, string member);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_append_basic", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AppendText(nint message, byte type, string value);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_append_basic")]
    public static partial int AppendNumber(nint message, byte type, in int value);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_append_basic")]
    public static partial int AppendLong(nint message, byte type, in ulong value);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_open_container", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenContainer(nint message, byte type, string contents);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_close_container")]
    public static partial int CloseContainer(nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_call")]
    public static partial int Call(nint bus, nint message, ulong microseconds, ref Error error, out nint reply);

    [LibraryImport(Library, EntryPoint = "sd_bus_error_free")]
    public static partial void FreeError(ref Error error);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_read_basic")]
    public static partial int ReadNumber(nint message, byte type, out int value);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_unref")]
    public static partial nint Release(nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_message_is_signal", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int IsSignal(nint message, string @interface, string member);

    [LibraryImport(Library, EntryPoint = "sd_bus_process")]
    public static partial int Process(nint bus, out nint message);

    [LibraryImport(Library, EntryPoint = "sd_bus_wait")]
    public static partial int Wait(nint bus, ulong microseconds);

    // The text is the caller's to free.
    [LibraryImport(Library, EntryPoint = "sd_bus_get_property_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetText(nint bus, string destination, string path, string @interface, string member, ref Error error, out nint value);

    [LibraryImport(Library, EntryPoint = "sd_bus_get_property_trivial", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetNumber(nint bus, string destination, string path, string @interface, string member, ref Error error, byte type, out ulong value);
}
