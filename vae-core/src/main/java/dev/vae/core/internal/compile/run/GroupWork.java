package dev.vae.core.internal.compile.run;

import dev.vae.core.kernel.Kernels;

/** Runs a {@link Group}: every line sweeps a tile before the next tile starts. */
public final class GroupWork extends Work {
  private static final double SHARED_NANOS = 4000;
  private static final int FEW_TASKS = 16;

  private final Group group;
  private final Kernels kernels;
  private final Tiling grid;
  private final Registers registers;
  private final OperandLoad[] loads;
  private final boolean[] asArray;
  private final boolean[] scalars;
  private final Instruction[] lines;
  private final Group.Store[] stores;
  private final float[][] storeArray;
  private final int[] storeBase;
  private final GroupReduction[] tails;

  /** Prepares a group. */
  public GroupWork(Group group, Kernels kernels) {
    this.group = group;
    this.kernels = kernels;
    boolean columns =
        group.tails().stream().anyMatch(t -> t.spec().kind() == GroupReduction.Kind.COLUMNS);
    Tiling coarse = Tiling.of(group.elements(), group.width(), columns, Tiling.TASK);
    boolean cut = group.tails().isEmpty() && coarse.tasks() < FEW_TASKS;
    grid =
        cut
            ? Tiling.of(group.elements(), group.width(), columns, tilesInTask(nanos(group)))
            : coarse;
    registers = new Registers(group);
    lines = group.lines().toArray(Instruction[]::new);
    stores = group.stores().toArray(Group.Store[]::new);
    storeArray = new float[stores.length][];
    storeBase = new int[stores.length];
    scalars = new boolean[group.slots()];
    loads = new OperandLoad[group.loads().size()];
    for (int i = 0; i < loads.length; i++) {
      Group.Source s = group.loads().get(i);
      loads[i] = new OperandLoad(i, s.buffer(), s.strides(), kernels, grid, registers.of(i));
      scalars[i] = loads[i].scalar();
    }
    asArray = arrays();
    int halves = registers.count();
    tails =
        group.tails().stream()
            .map(t -> new GroupReduction(t.spec(), kernels, grid, halves))
            .toArray(GroupReduction[]::new);
  }

  /**
   * So many tiles that a task is worth a thread, for groups that all threads should share though
   * they are small, as the steps of recurrent layers are. (Sums are added up task by task, in an
   * order that no estimate of costs should decide.)
   */
  private static int tilesInTask(double nanos) {
    return (int) Math.max(1, Math.min(Tiling.TASK, SHARED_NANOS / (nanos * Tiling.TILE)));
  }

  /** About how long an element takes, in nanoseconds. */
  private static double nanos(Group group) {
    double nanos = 0.1 * (1 + group.loads().size() + group.stores().size());
    for (Instruction line : group.lines()) {
      nanos += line.kind() == Instruction.Kind.UNARY ? 0.4 : 0.1;
    }
    return nanos;
  }

  /** Which scalar loads some kernel takes as an array. */
  private boolean[] arrays() {
    boolean[] asArray = new boolean[scalars.length];
    for (Instruction line : lines) {
      boolean oneScalar = line.kind() == Instruction.Kind.BINARY;
      for (int operand : new int[] {line.x(), line.y(), line.z()}) {
        boolean both = oneScalar && scalars[line.x()] && operand == line.x() && scalars[line.y()];
        if (operand >= 0 && (!oneScalar || both)) {
          asArray[operand] = true;
        }
      }
    }
    for (Group.Store s : stores) {
      asArray[s.slot()] = true;
    }
    group.tails().forEach(t -> asArray[t.spec().slot()] = true);
    return asArray;
  }

  @Override
  public long scratch(int threads) {
    long n = 0;
    for (GroupReduction t : tails) {
      n += t.scratch();
    }
    return n;
  }

  @Override
  int phases() {
    return tails.length == 0 ? 1 : 2;
  }

  @Override
  int tasks(int phase) {
    return phase == 0 ? grid.tasks() : 1;
  }

  @Override
  double cost() {
    return 100 + nanos(group) * grid.elements();
  }

  @Override
  int registers() {
    return registers.count() + 1;
  }

  @Override
  int slots() {
    return group.slots();
  }

  @Override
  void attach(BufferTable memory, float[] scratch, int scratchOffset) {
    for (OperandLoad load : loads) {
      load.attach(memory);
    }
    for (int i = 0; i < stores.length; i++) {
      storeArray[i] = memory.array[stores[i].buffer()];
      storeBase[i] = memory.at[stores[i].buffer()];
    }
    int at = scratchOffset;
    for (GroupReduction t : tails) {
      t.attach(memory, scratch, at);
      at += t.scratch();
    }
  }

  @Override
  void run(int phase, int from, int to, Frame f) {
    if (phase == 1) {
      for (int i = 0; from == 0 && to == 1 && i < tails.length; i++) {
        tails[i].finish(group.tails().get(i).outputs());
      }
      return;
    }
    if (from < to) {
      begin(f);
    }
    for (int task = from; task < to; task++) {
      int firstTile = task / grid.tasksAcross() * grid.down();
      int firstPiece = task % grid.tasksAcross() * grid.across();
      int lastTile = Math.min(grid.tiles(), firstTile + grid.down());
      int lastPiece = Math.min(grid.pieces(), firstPiece + grid.across());
      for (int tile = firstTile; tile < lastTile; tile++) {
        for (int piece = firstPiece; piece < lastPiece; piece++) {
          tile(f, tile, piece);
        }
      }
    }
  }

  private void begin(Frame f) {
    for (OperandLoad load : loads) {
      load.begin(f, asArray[load.slot]);
    }
    for (Instruction line : lines) {
      int r = registers.of(line.out());
      if (r >= 0) {
        f.array[line.out()] = f.tiles;
        f.at[line.out()] = f.register(r);
      }
    }
    for (int i = 0; i < stores.length; i++) {
      if (!stores[i].late()) {
        f.array[stores[i].slot()] = storeArray[i];
      }
    }
  }

  private void tile(Frame f, int tile, int piece) {
    int from = grid.from(tile, piece);
    int count = grid.count(tile, piece);
    for (OperandLoad load : loads) {
      load.tile(f, asArray[load.slot], tile, piece, from, count);
    }
    for (int i = 0; i < stores.length; i++) {
      if (!stores[i].late()) {
        f.at[stores[i].slot()] = storeBase[i] + from;
      }
    }
    for (Instruction line : lines) {
      line.run(kernels, f, scalars, count);
    }
    for (GroupReduction tail : tails) {
      tail.tile(f, tile, piece, count);
    }
    for (int i = 0; i < stores.length; i++) {
      if (stores[i].late()) {
        int slot = stores[i].slot();
        System.arraycopy(f.array[slot], f.at[slot], storeArray[i], storeBase[i] + from, count);
      }
    }
  }
}
