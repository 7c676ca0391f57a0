(* Real derivatives: the derivative along one entry of a matrix is Coq's `derivable_pt_lim`, an uninterpreted smooth
   function is one with a total (Fréchet) derivative, and the chain rule is proved here. *)
Require Import Reals Arith Lia Lra List FunctionalExtensionality.
From Proofread Require Import Sums Algebra Matrices.
Open Scope R_scope.

(* x with t in place (p, q). *)
Definition set (x : mat) (p q : nat) (t : R) : mat := fun i j => if (Nat.eqb i p && Nat.eqb j q)%bool then t else x i j.
Definition partial (f : mat -> R) (x : mat) (p q : nat) (l : R) : Prop :=
  derivable_pt_lim (fun t => f (set x p q t)) (x p q) l.

(* L has at every point of ℝ^(r×c) the total derivative h ↦ Σ dL(x)[i,j]·h[i,j]. *)
Definition gradient (r c : nat) (L : mat -> R) (dL : mat -> mat) : Prop :=
  forall x eps, 0 < eps -> exists d, 0 < d /\ forall y,
    (forall i j, (i < r)%nat -> (j < c)%nat -> Rabs (y i j - x i j) < d) ->
    Rabs (L y - L x - sum r (fun i => sum c (fun j => dL x i j * (y i j - x i j))))
      <= eps * sum r (fun i => sum c (fun j => Rabs (y i j - x i j))).
(* F maps columns of size n to columns of size m; row i of dF(x) is the gradient of entry i. *)
Definition jacobian (m n : nat) (F : mat -> mat) (dF : mat -> mat) : Prop :=
  forall i, (i < m)%nat -> gradient n 1 (fun x => F x i 0%nat) (fun x k _ => dF x i k).

Lemma set_same : forall x p q, set x p q (x p q) = x.
Proof.
  intros; apply functional_extensionality; intro i; apply functional_extensionality; intro j. unfold set.
  destruct (Nat.eqb i p && Nat.eqb j q)%bool eqn:E; auto.
  apply Bool.andb_true_iff in E; destruct E as [A B]; apply Nat.eqb_eq in A, B; subst; auto.
Qed.
Lemma partial_unique : forall f x p q a b, partial f x p q a -> partial f x p q b -> a = b.
Proof. intros f x p q a b; apply uniqueness_limite. Qed.

(* --- rules ------------------------------------------------------------------------------------------------------ *)

Lemma d_value : forall f t a b, derivable_pt_lim f t a -> a = b -> derivable_pt_lim f t b.
Proof. intros; subst; auto. Qed.
Lemma d_entry : forall x p q i j, derivable_pt_lim (fun t => set x p q t i j) (x p q) (kron i p * kron j q).
Proof.
  intros; unfold set, kron. destruct (Nat.eqb i p), (Nat.eqb j q); simpl.
  - rewrite Rmult_1_l. apply derivable_pt_lim_id.
  - rewrite Rmult_0_r. apply derivable_pt_lim_const.
  - rewrite Rmult_0_l. apply derivable_pt_lim_const.
  - rewrite Rmult_0_l. apply derivable_pt_lim_const.
Qed.
Lemma d_number : forall t, derivable_pt_lim (fun s => s) t 1.
Proof. intros; apply derivable_pt_lim_id. Qed.
Lemma d_const : forall c t, derivable_pt_lim (fun _ => c) t 0.
Proof. intros; apply derivable_pt_lim_const. Qed.
Lemma d_plus : forall f g t a b, derivable_pt_lim f t a -> derivable_pt_lim g t b ->
  derivable_pt_lim (fun s => f s + g s) t (a + b).
Proof. intros; apply derivable_pt_lim_plus; auto. Qed.
Lemma d_opp : forall f t a, derivable_pt_lim f t a -> derivable_pt_lim (fun s => - f s) t (- a).
Proof. intros; apply derivable_pt_lim_opp; auto. Qed.
Lemma d_mult : forall f g t a b, derivable_pt_lim f t a -> derivable_pt_lim g t b ->
  derivable_pt_lim (fun s => f s * g s) t (a * g t + f t * b).
Proof. intros; apply derivable_pt_lim_mult; auto. Qed.
Lemma d_sum : forall n f t a, (forall i, (i < n)%nat -> derivable_pt_lim (fun s => f s i) t (a i)) ->
  derivable_pt_lim (fun s => sum n (fun i => f s i)) t (sum n a).
Proof.
  induction n; intros f t a H; simpl; [apply d_const | ].
  apply (d_plus (fun s => sum n (fun i => f s i)) (fun s => f s n)); auto.
Qed.
Lemma d_outer : forall h f t a b, derivable_pt_lim f t a -> derivable_pt_lim h (f t) b ->
  derivable_pt_lim (fun s => h (f s)) t (b * a).
Proof. intros h f t a b H K. exact (derivable_pt_lim_comp f h t a b H K). Qed.
Lemma d_function : forall f df a t b, (forall x, derivable_pt_lim f x (df x)) -> derivable_pt_lim a t b ->
  derivable_pt_lim (fun s => f (a s)) t (df (a t) * b).
Proof. intros; apply d_outer with (h := f); auto. Qed.
Lemma d_recip : forall f t a, derivable_pt_lim f t a -> f t <> 0 ->
  derivable_pt_lim (fun s => / f s) t (- (/ f t * / f t) * a).
Proof.
  intros f t a H N. apply d_outer with (h := fun x => / x); auto.
  replace (- (/ f t * / f t)) with ((0 * f t - 1 * 1) / Rsqr (f t)) by (unfold Rsqr; field; auto).
  apply d_value with ((0 * id (f t) - 1 * fct_cte 1 (f t)) / Rsqr (id (f t))); [ | reflexivity].
  apply (derivable_pt_lim_ext (div_fct (fct_cte 1) id)).
  - intro z; unfold div_fct, fct_cte, id, Rdiv; ring.
  - apply derivable_pt_lim_div; auto using derivable_pt_lim_id. apply derivable_pt_lim_const.
Qed.
Lemma d_sqrt : forall f t a, derivable_pt_lim f t a -> f t > 0 ->
  derivable_pt_lim (fun s => sqrt (f s)) t (1 / 2 * / sqrt (f t) * a).
Proof.
  intros f t a H P. apply d_outer with (h := sqrt); auto.
  apply d_value with (/ (2 * sqrt (f t))); [apply derivable_pt_lim_sqrt; lra | ]. rewrite Rinv_mult; field.
  apply Rgt_not_eq, sqrt_positive; auto.
Qed.
Lemma d_exp : forall f t a, derivable_pt_lim f t a -> derivable_pt_lim (fun s => exp (f s)) t (exp (f t) * a).
Proof. intros; apply d_outer with (h := exp); auto; apply derivable_pt_lim_exp. Qed.
Lemma d_log : forall f t a, derivable_pt_lim f t a -> f t > 0 -> derivable_pt_lim (fun s => ln (f s)) t (/ f t * a).
Proof. intros; apply d_outer with (h := ln); auto; apply derivable_pt_lim_ln; auto. Qed.

(* --- the chain rule for a function of a matrix -------------------------------------------------------------------- *)

Lemma common_radius : forall n (P : nat -> R -> Prop),
  (forall i, (i < n)%nat -> exists d, 0 < d /\ forall h, Rabs h < d -> P i h) ->
  exists d, 0 < d /\ forall h, Rabs h < d -> forall i, (i < n)%nat -> P i h.
Proof.
  induction n; intros P H; [exists 1; split; [lra | intros; lia] | ].
  destruct (IHn P) as [d [Pd Hd]]; [intros; apply H; lia | ]. destruct (H n) as [e [Pe He]]; [lia | ].
  exists (Rmin d e). split; [apply Rmin_pos; auto | ]. intros h B i Hi.
  destruct (Nat.eq_dec i n) as [-> | O].
  - apply He. eapply Rlt_le_trans; [exact B | apply Rmin_r].
  - apply Hd; [eapply Rlt_le_trans; [exact B | apply Rmin_l] | lia].
Qed.

Definition sums (r c : nat) (f : mat) : R := sum r (fun i => sum c (fun j => f i j)).
Lemma sums_monotone : forall r c f g, (forall i j, (i < r)%nat -> (j < c)%nat -> f i j <= g i j) -> sums r c f <= sums r c g.
Proof. intros; apply sum_monotone; intros; apply sum_monotone; auto. Qed.
Lemma sums_scale : forall r c k f, sums r c (fun i j => k * f i j) = k * sums r c f.
Proof. intros; unfold sums. rewrite <- sum_scale. apply sum_ext; intros; apply sum_scale. Qed.
Lemma sums_plus : forall r c f g, sums r c (fun i j => f i j + g i j) = sums r c f + sums r c g.
Proof. intros; unfold sums. rewrite <- sum_plus. apply sum_ext; intros; apply sum_plus. Qed.
Lemma sums_bound : forall r c f i j, (forall k l, 0 <= f k l) -> (i < r)%nat -> (j < c)%nat -> f i j <= sums r c f.
Proof.
  intros r c f i j N Hi Hj. apply Rle_trans with (sum c (fun l => f i l)).
  - apply (sum_bound c (fun l => f i l)); auto.
  - apply (sum_bound r (fun k => sum c (fun l => f k l))); auto. intros; apply sum_nonnegative; auto.
Qed.
Lemma sums_nonnegative : forall r c f, (forall i j, 0 <= f i j) -> 0 <= sums r c f.
Proof. intros; apply sum_nonnegative; intros; apply sum_nonnegative; auto. Qed.
Lemma sum_abs : forall n f, Rabs (sum n f) <= sum n (fun i => Rabs (f i)).
Proof.
  induction n; intros; simpl; [rewrite Rabs_R0; lra | ].
  eapply Rle_trans; [apply Rabs_triang | ]. specialize (IHn f). lra.
Qed.
Lemma sums_abs : forall r c f, Rabs (sums r c f) <= sums r c (fun i j => Rabs (f i j)).
Proof.
  intros; unfold sums. eapply Rle_trans; [apply sum_abs | ]. apply sum_monotone; intros; apply sum_abs.
Qed.

(* One entry: close to its tangent. *)
Lemma entry_close : forall f t b eps, derivable_pt_lim f t b -> 0 < eps ->
  exists d, 0 < d /\ forall h, Rabs h < d -> Rabs (f (t + h) - f t - h * b) <= eps * Rabs h.
Proof.
  intros f t b eps H P. destruct (H eps P) as [e He]. exists e; split; [apply cond_pos | ]. intros h B.
  destruct (Req_dec h 0) as [-> | N].
  - replace (f (t + 0) - f t - 0 * b) with 0 by (rewrite Rplus_0_r; ring). rewrite Rabs_R0. lra.
  - replace (f (t + h) - f t - h * b) with (((f (t + h) - f t) / h - b) * h) by (field; auto).
    rewrite Rabs_mult. apply Rmult_le_compat_r; [apply Rabs_pos | left; apply He; auto].
Qed.
Lemma curve_close : forall r c (a : R -> mat) (b : mat) t eps,
  (forall i j, (i < r)%nat -> (j < c)%nat -> derivable_pt_lim (fun s => a s i j) t (b i j)) -> 0 < eps ->
  exists d, 0 < d /\ forall h, Rabs h < d -> forall i, (i < r)%nat -> forall j, (j < c)%nat ->
    Rabs (a (t + h) i j - a t i j - h * b i j) <= eps * Rabs h.
Proof.
  intros r c a b t eps H P.
  apply (common_radius r (fun i h => forall j, (j < c)%nat -> Rabs (a (t + h) i j - a t i j - h * b i j) <= eps * Rabs h)).
  intros i Hi. apply (common_radius c (fun j h => Rabs (a (t + h) i j - a t i j - h * b i j) <= eps * Rabs h)).
  intros j Hj. apply (entry_close (fun s => a s i j)); auto.
Qed.

Theorem d_field : forall r c L dL a b t, gradient r c L dL ->
  (forall i j, (i < r)%nat -> (j < c)%nat -> derivable_pt_lim (fun s => a s i j) t (b i j)) ->
  derivable_pt_lim (fun s => L (a s)) t (sum r (fun i => sum c (fun j => dL (a t) i j * b i j))).
Proof.
  intros r c L dL a b t HL Ha eps Peps.
  set (S := sums r c (fun i j => Rabs (b i j) + 1)). set (G := sums r c (fun i j => Rabs (dL (a t) i j))).
  assert (PS : 0 <= S) by (apply sums_nonnegative; intros; pose proof (Rabs_pos (b i j)); lra).
  assert (PG : 0 <= G) by (apply sums_nonnegative; intros; apply Rabs_pos).
  set (e1 := eps / 2 / (S + 1)). set (e2 := Rmin 1 (eps / 2 / (G + 1))).
  assert (P1 : 0 < e1) by (unfold e1; apply Rdiv_lt_0_compat; lra).
  assert (P2 : 0 < e2) by (apply Rmin_pos; [lra | apply Rdiv_lt_0_compat; lra]).
  destruct (HL (a t) e1 P1) as [d1 [Pd1 H1]]. destruct (curve_close r c a b t e2 Ha P2) as [d2 [Pd2 H2]].
  assert (Pd : 0 < Rmin d2 (d1 / (S + 1))) by (apply Rmin_pos; auto; apply Rdiv_lt_0_compat; lra).
  exists (mkposreal _ Pd); simpl. intros h N B.
  assert (B2 : Rabs h < d2) by (eapply Rlt_le_trans; [exact B | apply Rmin_l]).
  assert (B1 : Rabs h < d1 / (S + 1)) by (eapply Rlt_le_trans; [exact B | apply Rmin_r]).
  assert (Ph : 0 < Rabs h) by (apply Rabs_pos_lt; auto).
  specialize (H2 h B2).
  assert (Step : forall i j, (i < r)%nat -> (j < c)%nat -> Rabs (a (t + h) i j - a t i j) <= Rabs h * (Rabs (b i j) + 1)).
  { intros i j Hi Hj. replace (a (t + h) i j - a t i j) with ((a (t + h) i j - a t i j - h * b i j) + h * b i j) by ring.
    eapply Rle_trans; [apply Rabs_triang | ]. rewrite Rabs_mult. specialize (H2 i Hi j Hj).
    assert (e2 * Rabs h <= 1 * Rabs h) by (apply Rmult_le_compat_r; [lra | apply Rmin_l]). lra. }
  assert (Near : forall i j, (i < r)%nat -> (j < c)%nat -> Rabs (a (t + h) i j - a t i j) < d1).
  { intros i j Hi Hj. eapply Rle_lt_trans; [apply Step; auto | ].
    assert (Rabs (b i j) + 1 <= S)
      by (apply (sums_bound r c (fun k l => Rabs (b k l) + 1)); auto; intros; pose proof (Rabs_pos (b k l)); lra).
    apply Rle_lt_trans with (Rabs h * (S + 1)); [apply Rmult_le_compat_l; lra | ].
    apply Rlt_le_trans with (d1 / (S + 1) * (S + 1)); [apply Rmult_lt_compat_r; lra | right; field; lra]. }
  specialize (H1 (a (t + h)) Near).
  fold (sums r c (fun i j => dL (a t) i j * (a (t + h) i j - a t i j))) in H1.
  fold (sums r c (fun i j => Rabs (a (t + h) i j - a t i j))) in H1.
  fold (sums r c (fun i j => dL (a t) i j * b i j)).
  assert (T1 : e1 * sums r c (fun i j => Rabs (a (t + h) i j - a t i j)) <= e1 * (Rabs h * S)).
  { apply Rmult_le_compat_l; [lra | ]. unfold S. rewrite <- sums_scale. apply sums_monotone; auto. }
  assert (T2 : Rabs (sums r c (fun i j => dL (a t) i j * (a (t + h) i j - a t i j - h * b i j))) <= e2 * Rabs h * G).
  { eapply Rle_trans; [apply sums_abs | ]. unfold G. rewrite <- sums_scale. apply sums_monotone; intros i j Hi Hj.
    rewrite Rabs_mult, Rmult_comm. apply Rmult_le_compat_r; [apply Rabs_pos | auto]. }
  assert (Sp : sums r c (fun i j => dL (a t) i j * (a (t + h) i j - a t i j)) =
               sums r c (fun i j => dL (a t) i j * (a (t + h) i j - a t i j - h * b i j)) + h * sums r c (fun i j => dL (a t) i j * b i j)).
  { rewrite <- sums_scale, <- sums_plus. unfold sums. apply sum_ext; intros; apply sum_ext; intros; ring. }
  set (u := sums r c (fun i j => dL (a t) i j * b i j)) in *.
  set (v := sums r c (fun i j => dL (a t) i j * (a (t + h) i j - a t i j - h * b i j))) in *.
  rewrite Sp in H1.
  replace ((L (a (t + h)) - L (a t)) / h - u) with ((L (a (t + h)) - L (a t) - h * u) / h) by (field; auto).
  unfold Rdiv. rewrite Rabs_mult, Rabs_inv.
  apply Rmult_lt_reg_r with (Rabs h); auto. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
  replace (L (a (t + h)) - L (a t) - h * u) with ((L (a (t + h)) - L (a t) - (v + h * u)) + v) by ring.
  eapply Rle_lt_trans; [apply Rabs_triang | ].
  assert (Q1 : e1 * S < eps / 2).
  { apply Rlt_le_trans with (e1 * (S + 1)); [apply Rmult_lt_compat_l; lra | right; unfold e1; field; lra]. }
  assert (Q2 : e2 * G <= eps / 2).
  { apply Rle_trans with (eps / 2 / (G + 1) * (G + 1)); [ | right; field; lra].
    apply Rmult_le_compat; try lra. apply Rmin_r. }
  assert (e1 * S * Rabs h < eps / 2 * Rabs h) by (apply Rmult_lt_compat_r; auto).
  assert (e2 * G * Rabs h <= eps / 2 * Rabs h) by (apply Rmult_le_compat_r; auto; lra).
  replace (e1 * (Rabs h * S)) with (e1 * S * Rabs h) in T1 by ring.
  replace (e2 * Rabs h * G) with (e2 * G * Rabs h) in T2 by ring. lra.
Qed.
(* Of a column. *)
Theorem d_column : forall n L dL a b t, gradient n 1 L dL ->
  (forall i, (i < n)%nat -> derivable_pt_lim (fun s => a s i 0%nat) t (b i)) ->
  derivable_pt_lim (fun s => L (a s)) t (sum n (fun i => sum 1 (fun j => dL (a t) i j * b i))).
Proof.
  intros n L dL a b t HL Ha. apply (d_field n 1 L dL a (fun i _ => b i) t HL).
  intros i j Hi Hj. replace j with 0%nat by lia. auto.
Qed.
Theorem d_map : forall m n F dF a b t i j, jacobian m n F dF -> (i < m)%nat -> (j < 1)%nat ->
  (forall k, (k < n)%nat -> derivable_pt_lim (fun s => a s k 0%nat) t (b k)) ->
  derivable_pt_lim (fun s => F (a s) i j) t (sum n (fun k => sum 1 (fun _ => dF (a t) i k * b k))).
Proof.
  intros m n F dF a b t i j HF Hi Hj Ha. replace j with 0%nat by lia.
  exact (d_column n (fun x => F x i 0%nat) (fun x k _ => dF x i k) a b t (HF i Hi) Ha).
Qed.

(* --- how a generated proof uses it -------------------------------------------------------------------------------- *)

(* One rule after the other, down the formula; `side` closes what a reciprocal, a root or a logarithm asks for. *)
Ltac derive side :=
  cbv beta;
  lazymatch goal with
  | |- derivable_pt_lim (fun _ => ?c) _ _ => apply d_const
  | |- derivable_pt_lim (fun t => t) _ _ => apply d_number
  | |- derivable_pt_lim (fun t => set ?x ?p ?q t ?i ?j) _ _ => apply (d_entry x p q i j)
  | |- derivable_pt_lim (fun t => @?f t + @?g t) _ _ => eapply (d_plus f g); derive side
  | |- derivable_pt_lim (fun t => - @?f t) _ _ => eapply (d_opp f); derive side
  | |- derivable_pt_lim (fun t => @?f t * @?g t) _ _ => eapply (d_mult f g); derive side
  | |- derivable_pt_lim (fun t => sum ?n (@?f t)) _ _ => eapply (d_sum n f); intros; derive side
  | |- derivable_pt_lim (fun t => / @?f t) _ _ => eapply (d_recip f); [derive side | side]
  | |- derivable_pt_lim (fun t => sqrt (@?f t)) _ _ => eapply (d_sqrt f); [derive side | side]
  | |- derivable_pt_lim (fun t => ln (@?f t)) _ _ => eapply (d_log f); [derive side | side]
  | |- derivable_pt_lim (fun t => exp (@?f t)) _ _ => eapply (d_exp f); derive side
  | H : forall x, derivable_pt_lim ?f x (@?df x) |- derivable_pt_lim (fun t => ?f (@?a t)) _ _ =>
      eapply (d_function f df a _ _ H); derive side
  | H : jacobian ?m ?n ?F ?dF |- derivable_pt_lim (fun t => ?F (@?a t) ?i ?j) _ _ =>
      eapply (d_map m n F dF a _ _ i j H); [assumption | first [assumption | lia] | intros; derive side]
  | H : gradient ?n 1%nat ?L ?dL |- derivable_pt_lim (fun t => ?L (@?a t)) _ _ =>
      eapply (d_column n L dL a _ _ H); intros; derive side
  | H : gradient ?r ?c ?L ?dL |- derivable_pt_lim (fun t => ?L (@?a t)) _ _ =>
      eapply (d_field r c L dL a _ _ H); intros; derive side
  end.
(* `point` is the matrix at which the derivative is taken. *)
Ltac derivative side :=
  unfold partial; entries; unfold Rminus;
  eapply d_value; [derive side | cbv beta; rewrite ?set_same; reflexivity].

(* Two expressions alike but for leaves that `leaf` proves equal, and for reciprocals of products. The second is data of
   the normaliser. *)
Ltac as_written := cbv beta iota zeta delta
  [eval over size upd same given fold_right map fst snd andb Nat.eqb ratio delta Rminus
   cst eye tr plus minus opp times each mm total trace diag diagonal expect].
Ltac written_by known := etransitivity; [known | as_written; reflexivity].
Ltac alike_but leaf :=
  cbv beta;
  first
    [ reflexivity
    | leaf
    | lazymatch goal with
      | |- / (?a * ?b) = _ => rewrite (Rinv_mult a b); alike_but leaf
      | |- / / ?a = _ => rewrite (Rinv_inv a); alike_but leaf
      | |- / _ = _ => lra
      | |- ?a + ?b = ?c + ?d => apply (f_equal2 Rplus); alike_but leaf
      | |- ?a * ?b = ?c * ?d => apply (f_equal2 Rmult); alike_but leaf
      | |- - ?a = - ?b => apply (f_equal Ropp); alike_but leaf
      | |- sum ?n ?f = sum ?n ?g => apply sum_ext; intros; alike_but leaf
      | |- ?I ?f = ?I ?g => f_equal; apply functional_extensionality; intros; alike_but leaf
      end ].
Lemma alike_equal : forall a b c d : R, a = c -> b = d -> a = b -> c = d.
Proof. intros; congruence. Qed.
Lemma alike_ge : forall a b c d : R, a = c -> b = d -> a >= b -> c >= d.
Proof. intros; congruence. Qed.
Lemma alike_gt : forall a b c d : R, a = c -> b = d -> a > b -> c > d.
Proof. intros; congruence. Qed.
