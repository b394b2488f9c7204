using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeKube.Agent.Volumes;

/// <summary>The few calls of the kernel on files and mounts that .NET has no word for.</summary>
internal static partial class NativeFiles
{
    private const int PathOnly = 0x200000 | 0x80000; // O_PATH | O_CLOEXEC
    private const uint Bind = 0x1000;
    private const uint Recursive = 0x4000;
    private const uint NoSuid = 0x2;
    private const uint NoDevices = 0x4;
    private const uint DirectoryMode = 0x1ED; // rwxr-xr-x
    private const uint ModeMask = 0x3; // STATX_TYPE | STATX_MODE
    private const ulong MountRoot = 0x2000; // STATX_ATTR_MOUNT_ROOT, since Linux 5.8
    private const uint GroupMask = 0x10; // STATX_GID
    private const uint EntryMask = 0x504; // STATX_BLOCKS | STATX_INO | STATX_NLINK
    private const long BlockBytes = 512; // whatever the file system's own are
    private const int CurrentDirectory = -100;
    private const int EmptyPath = 0x1000;
    private const int NoFollow = 0x100;
    private const int DontSync = 0x4000;
    private const int Detach = 2;
    private const int NoFollowMount = 8;
    private const int OpenAt2Number = 437;
    private const ulong Beneath = 0x08 | 0x02; // RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS

    /// <summary>Opens a directory or file by its path, as a mere reference to it.</summary>
    public static SafeFileHandle OpenPath(string path) => Checked(OpenAt(CurrentDirectory, path, PathOnly), path);

    /// <summary>Opens what lies at a path below a directory. The kernel refuses to leave the directory, by .. or by a link, at whatever moment it is changed.</summary>
    /// <returns>Null when there is nothing.</returns>
    /// <exception cref="IOException">It leads out of the directory, or cannot be opened.</exception>
    public static SafeFileHandle? FindBeneath(SafeFileHandle directory, string path)
    {
        const int NoEntry = 2, Again = 11;
        var how = new OpenHow { Flags = (ulong)PathOnly, Resolve = Beneath };
        for (var attempt = 0; ; attempt++)
        {
            var descriptor = (int)OpenAt2(OpenAt2Number, directory, path, ref how, (nuint)Marshal.SizeOf<OpenHow>());
            if (descriptor >= 0)
            {
                return new SafeFileHandle(descriptor, ownsHandle: true);
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == NoEntry)
            {
                return null;
            }

            // Somebody renames directories on the way while the kernel looks.
            if (error != Again || attempt == 100)
            {
                throw Failed(path);
            }
        }
    }

    /// <summary>Puts one entry in another one's place in one step; a link itself, not what it leads to.</summary>
    public static void Replace(string entry, string target)
    {
        if (Rename(entry, target) != 0)
        {
            throw Failed(target);
        }
    }

    /// <summary>Gives a file a second name.</summary>
    public static void Link(string file, string name)
    {
        if (HardLink(file, name) != 0)
        {
            throw Failed(name);
        }
    }

    /// <summary>Makes a directory in another one; that it is there already is no error.</summary>
    /// <returns>Whether it was made.</returns>
    public static bool MakeDirectory(SafeFileHandle parent, string name)
    {
        const int Exists = 17;
        if (MkdirAt(parent, name, DirectoryMode) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() == Exists ? false : throw Failed(name);
    }

    /// <summary>What lies at a path, links followed; null when nothing does.</summary>
    public static FileKind? FindKind(string path) => StatxPath(CurrentDirectory, path, 0, ModeMask, out var status) == 0 ? KindOf(status) : null;

    /// <summary>Kind and numbers of a device node, such as <c>c4:64</c>; null for anything else.</summary>
    public static string? FindDevice(string path) => StatxPath(CurrentDirectory, path, NoFollow, ModeMask, out var status) != 0 ? null : KindOf(status) switch
    {
        FileKind.CharDevice => $"c{status.DeviceMajor}:{status.DeviceMinor}",
        FileKind.BlockDevice => $"b{status.DeviceMajor}:{status.DeviceMinor}",
        _ => null,
    };

    /// <summary>The numbers of the disk that a path is on; null when there is no such path.</summary>
    public static (uint Major, uint Minor)? DiskOf(string path) => StatxPath(CurrentDirectory, path, 0, 0, out var status) == 0 ? (status.DiskMajor, status.DiskMinor) : null;

    /// <summary>What an entry, not what a link leads to, takes of its disk; null when it is gone. Of a disk elsewhere, what is known without asking there.</summary>
    public static DiskEntry? FindEntry(string path) => StatxPath(CurrentDirectory, path, NoFollow | DontSync, EntryMask, out var status) == 0
        ? new DiskEntry((long)status.Blocks * BlockBytes, (status.DiskMajor, status.DiskMinor), status.Inode, status.Links)
        : null;

    public static FileKind KindOf(SafeFileHandle file) => StatxHandle(file, "", EmptyPath | NoFollow, ModeMask, out var status) == 0 ? KindOf(status) : throw Failed("fstat");

    /// <summary>Whether something is mounted on a directory: one call, however many mounts there are.</summary>
    /// <returns>Null when the kernel is too old to say.</returns>
    public static bool? FindMountPoint(string path) =>
        StatxPath(CurrentDirectory, path, NoFollow, 0, out var status) != 0 ? false
        : (status.KnownAttributes & MountRoot) == 0 ? null
        : (status.Attributes & MountRoot) != 0;

    /// <summary>Gives a file or directory, not what a link leads to, to a group.</summary>
    public static void SetGroup(string path, uint group)
    {
        if (Lchown(path, uint.MaxValue, group) != 0)
        {
            throw Failed(path);
        }
    }

    /// <summary>The same for what a handle stands for.</summary>
    public static void SetGroup(SafeFileHandle file, uint group)
    {
        if (FchownAt(file, "", uint.MaxValue, group, EmptyPath) != 0)
        {
            throw Failed("fchown");
        }
    }

    public static uint GroupOf(SafeFileHandle file) => StatxHandle(file, "", EmptyPath | NoFollow, GroupMask, out var status) == 0 ? status.Group : throw Failed("fstat");

    public static void SetOwner(string path, uint user)
    {
        if (Lchown(path, user, uint.MaxValue) != 0)
        {
            throw Failed(path);
        }
    }

    public static void MountBind(SafeFileHandle source, string target)
    {
        // The handle, not its path, is what was checked.
        if (Mount($"/proc/self/fd/{source.DangerousGetHandle()}", target, null, Bind | Recursive, null) != 0)
        {
            throw Failed(target);
        }
    }

    public static void MountTmpfs(string target, string options)
    {
        if (Mount("tmpfs", target, "tmpfs", NoSuid | NoDevices, options) != 0)
        {
            throw Failed(target);
        }
    }

    /// <summary>Takes a mount away even while it is in use; what is no mount is left alone.</summary>
    public static void Unmount(string target) => _ = Umount2(target, Detach | NoFollowMount);

    private static FileKind KindOf(in StatxStatus status) => (FileKind)(status.Mode & 0xF000);

    private static SafeFileHandle Checked(SafeFileHandle handle, string path)
    {
        if (!handle.IsInvalid)
        {
            return handle;
        }

        var failed = Failed(path);
        handle.Dispose();
        throw failed;
    }

    private static IOException Failed(string path) => new($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenAt(int directory, string path, int flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenAt2(nint number, SafeFileHandle directory, string path, ref OpenHow how, nuint size);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int HardLink(string from, string to);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MkdirAt(SafeFileHandle directory, string name, uint mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatxPath(int directory, string path, int flags, uint mask, out StatxStatus status);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatxHandle(SafeFileHandle file, string path, int flags, uint mask, out StatxStatus status);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string? type, nuint flags, string? options);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Lchown(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FchownAt(SafeFileHandle file, string path, uint user, uint group, int flags);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Umount2(string target, int flags);

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }

    // struct statx is the same on every architecture.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatxStatus
    {
        [FieldOffset(8)]
        public ulong Attributes;

        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(48)]
        public ulong Blocks;

        [FieldOffset(56)]
        public ulong KnownAttributes;

        [FieldOffset(128)]
        public uint DeviceMajor;

        [FieldOffset(132)]
        public uint DeviceMinor;

        [FieldOffset(136)]
        public uint DiskMajor;

        [FieldOffset(140)]
        public uint DiskMinor;
    }
}
